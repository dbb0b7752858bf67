### The overview of all machines, which `upgo fleet` writes as a page.

fleet-title = 所有计算机上的 Go
fleet-as-of = 报告读取时间：{ $at }。上次报告早于 { $silent } 的计算机视为失联。
fleet-database = 漏洞数据截至 { $at }，来源：{ $url }。
fleet-database-old = 漏洞数据已过期，截至 { $at }。此后公布的漏洞不在其中。
fleet-database-none = 生成此页面的计算机上没有漏洞数据。请在该计算机上运行“upgo check”。
fleet-machines = 计算机
fleet-vulnerable = 有漏洞
fleet-unknown = 未知
fleet-behind = 落后
fleet-failed = 失败
fleet-silent = 失联
fleet-fine = 正常
fleet-rings = 部署环
fleet-ring = 部署环
fleet-no-ring = 无部署环
fleet-ring-canary = 金丝雀
fleet-ring-early = 早期
fleet-ring-broad = 广泛
fleet-versions = 版本
fleet-version = 版本
fleet-no-go = 没有 Go
fleet-in-use = 使用中
fleet-installed = 已安装
fleet-more-versions = 另有 { $count } 个版本，见 `upgo fleet --json` 的输出。
fleet-machine = 计算机
fleet-vulnerabilities = 漏洞
fleet-not-known = 未知
fleet-update = 策略要求
fleet-not-permitted = 其他版本
fleet-failure = 失败原因
fleet-last-report = 上次报告 (UTC)
fleet-mark-silent = 失联
fleet-system = 系统
fleet-upgo = Upgo
fleet-more-machines = 另有 { $count } 台不太需要关注的计算机，见 `upgo fleet --json` 的输出。
fleet-filter = 筛选
fleet-left-out = 未计入的文件
fleet-left-out-none = 每个文件都是某台计算机的最新报告。

## Why a file does not count

fleet-left-out-malformed = 不是有效的报告
fleet-left-out-not-utf8 = 不是 UTF-8 文本
fleet-left-out-too-large = 大于 16 KiB
fleet-left-out-older = 同一台计算机有更新的报告
fleet-left-out-link = 链接
fleet-left-out-special = 不是普通文件
fleet-left-out-unreadable = 无法读取
fleet-left-out-from-the-future = 日期在将来
fleet-left-out-newer-format = 由更新版本的 Upgo 写入，请更新此处的 Upgo
fleet-left-out-other-name = 文件名不以 .json 结尾
fleet-left-out-unfinished = 尚未写完
fleet-left-out-too-deep = 嵌套过深的文件夹
fleet-left-out-too-many = 文件过多，其余文件未读取
