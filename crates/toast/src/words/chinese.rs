use super::ToastWords;

pub(super) const WORDS: ToastWords = ToastWords {
    released: |day| format!("{} 年 {} 月 {} 日发布。", day.year(), day.month(), day.day()),
    out_of_reach: "新终端不使用 Upgo 的 Go。",
    is_here: "已下载，升级只需片刻。",
    terminals_run: |version| format!("升级之前，终端仍使用 {version}。"),
    no_answer: "Upgo 无法获取新版本",
    for_days: |days| format!("检查、下载或安装已连续失败 {days} 天。"),
    upgrade: "升级",
    later: "稍后",
    skip: "跳过",

    open_terminals: "已打开的终端从下一条命令起使用它。",
    new_terminals: "新打开的终端会使用它。",
    undo: "撤销",
    open: "打开 Upgo",

    in_progress: "正在进行",
    network_stalled: "正在等待网络",
    other_stalled: "正在等待其他程序",
    prompt_stalled: "请在管理员提示中确认（可查看任务栏）",
    seconds_left: |seconds| format!("剩余 {seconds} 秒"),
    minutes_left: |minutes| format!("剩余约 {minutes} 分钟"),
    long_left: "剩余 1 小时以上",
    cancel: "取消",

    still_runs: |version| format!("没有任何更改，仍在使用 {version}。"),
    nothing_changed: "没有任何更改。",
    try_again: "重试",
    details: "详细信息",

    stays: "Upgo 仍在运行",
    from_its_icon: "可通过通知区域的图标打开或退出。",
    from_its_hidden_icon: "可通过时钟旁 \u{2c4} 中的图标打开或退出。",
    work: "通知功能正常",
    will_speak: "Upgo 的通知就是这样显示的。",
    also: |news| format!("另外：{news}。"),
    between: "；",
    gap: "",
};
