use upgo_engine::advice::Headline;

use super::Words;

pub(super) const WORDS: Words = Words {
    sentence: Headline::chinese,
    is_out: |version| format!("{version} 已发布"),
    released: |day| format!("{} 年 {} 月 {} 日发布。", day.year(), day.month(), day.day()),
    ended: |line| format!("Go {} 已不再受支持。", line.number()),
    you_have: |version| format!("当前版本为 {version}。"),
    is_here: "已下载，升级只需片刻。",
    is_installed: |version| format!("已安装 {version}"),
    terminals_run: |version| format!("升级之前，终端仍使用 {version}。"),
    no_answer: "Upgo 无法获取新版本",
    for_days: |days| format!("检查、下载或安装已连续失败 {days} 天。"),
    upgrade: "升级",
    later: "稍后",
    skip: "跳过",

    you_now_have: |version| format!("已切换到 {version}"),
    open_terminals: "已打开的终端从下一条命令起使用它。",
    new_terminals: "新打开的终端会使用它。",
    undo: "撤销",
    open: "打开 Upgo",
    back_on: |version| format!("已回到 {version}"),

    upgrade_did_not_finish: "升级未完成",
    install_did_not_finish: "安装未完成",
    undo_did_not_finish: "撤销未完成",
    change_did_not_finish: "更改未完成",
    still_runs: |version| format!("没有任何更改，仍在使用 {version}。"),
    nothing_changed: "没有任何更改。",
    try_again: "重试",
    details: "详细信息",

    stays: "Upgo 仍在运行",
    from_its_icon: "可通过通知区域的图标打开或退出。",
    work: "通知功能正常",
    will_speak: "Upgo 的通知就是这样显示的。",
    also: |news| format!("另外：{news}。"),
    between: "；",
    gap: "",
};
