### Notifications.

toast-released = { $year } 年 { $month } { $day } 日发布。
toast-out-of-reach = 新终端不使用 Upgo 的 Go。
toast-is-here = 已下载，升级只需片刻。
toast-terminals-run = 升级之前，终端仍使用 { $version }。
toast-no-answer = Upgo 无法获取新版本
toast-for-days = 检查、下载或安装已连续失败 { $days } 天。
toast-upgrade = 升级
toast-later = 稍后
toast-skip = 跳过
toast-open-terminals = 已打开的终端从下一条命令起使用它。
toast-new-terminals = 新打开的终端会使用它。
toast-undo = 撤销
toast-open = 打开 Upgo
toast-in-progress = 正在进行
toast-network-stalled = 正在等待网络
toast-other-stalled = 正在等待其他程序
toast-prompt-stalled = 请在管理员提示中确认（可查看任务栏）
toast-cancel = 取消
toast-still-runs = 没有任何更改，仍在使用 { $version }。
toast-nothing-changed = 没有任何更改。
toast-try-again = 重试
toast-details = 详细信息
toast-stays = Upgo 仍在运行
toast-from-its-icon = 可通过通知区域的图标打开或退出。
toast-from-its-hidden-icon = 可通过时钟旁 ˄ 中的图标打开或退出。
toast-work = 通知功能正常
toast-will-speak = Upgo 的通知会这样显示。
toast-also = 另外：{ $news }。
toast-both-news = { $first }；{ $then }

## The remaining time

left-seconds = 剩余 { $count } 秒
left-minutes = 剩余约 { $count } 分钟
left-long = 剩余 1 小时以上

## Months

month-1 = 1 月
month-2 = 2 月
month-3 = 3 月
month-4 = 4 月
month-5 = 5 月
month-6 = 6 月
month-7 = 7 月
month-8 = 8 月
month-9 = 9 月
month-10 = 10 月
month-11 = 11 月
month-12 = 12 月
