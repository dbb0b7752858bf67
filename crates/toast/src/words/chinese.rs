use upgo_engine::advice::Headline;

use super::Words;

pub(super) const WORDS: Words = Words {
    sentence: Headline::chinese,
    is_out: |version| format!("{version} 已发布"),
    released: |day| format!("发布于 {} 年 {} 月 {} 日。", day.year(), day.month(), day.day()),
    ended: |line| format!("Go {} 已不再受支持。", line.number()),
    you_have: |version| format!("当前版本为 {version}。"),
    is_here: "已下载，升级只需片刻。",
    is_installed: |version| format!("{version} 已安装"),
    terminals_run: |version| format!("升级之前，终端仍运行 {version}。"),
    no_answer: "Upgo 没有得到回应",
    for_days: "已有数日无法检查新版本。",
    upgrade: "升级",
    later: "稍后",
    skip: "跳过",

    you_now_have: |version| format!("现在是 {version}"),
    open_terminals: "已打开的终端在下一条命令时使用它。",
    new_terminals: "新终端会使用它。",
    undo: "撤销",
    open: "打开 Upgo",
    back_on: |version| format!("已回到 {version}"),

    upgrade_did_not_finish: "升级未完成",
    install_did_not_finish: "安装未完成",
    undo_did_not_finish: "撤销未完成",
    change_did_not_finish: "更改未完成",
    still_runs: |version| format!("没有任何更改，{version} 仍在运行。"),
    nothing_changed: "没有任何更改。",
    try_again: "重试",
    details: "详细信息",

    stays: "Upgo 留在托盘中",
    from_its_icon: "可通过托盘图标打开或退出。",
    work: "通知功能正常",
    will_speak: "Upgo 会这样通知你。",
    also: |news| format!("另外：{news}。"),
    between: "；",
    gap: "",
};
