### What `upgo preflight` found, check by check.

## The checks before an unattended upgrade: what each of them found, without a full stop

check-no-plan = 没有计划
check-policy-unread = 无法读取 { $keys }；Upgo 按更安全的方式处理
check-no-policy = 没有设置策略
check-policy-sets = 策略设置了 { $keys }
check-no-prompt = 不需要管理员提示
check-no-space = 不需要空间
check-space = 可用空间为 { $size }
check-space-unknown = 无法得知可用空间：{ $error }
check-no-archive = 不需要下载压缩包
check-module-proxy = 只有升级本身才会访问模块代理
check-sources = { $count } 个来源中有 { $reached } 个提供 { $file }
check-no-proof = 不需要独立证明
check-proof-off = 设置不要求校验和数据库确认
check-record = 校验和数据库中有此版本的记录
check-signature = 校验和数据库中没有记录；签名是否有效，要下载压缩包之后才能确定
check-own-record = 你自己的校验和数据库 { $name } 中有此版本的记录
check-none-runs = 没有程序从将被替换的 Go 运行
check-old-go-runs = 这些程序在重新启动之前仍使用旧的 Go：{ $names }
check-no-restart = 没有待处理的重新启动
check-restart = 这台电脑需要重新启动 ({ $sign })
check-projects-tried = 升级会用新版本试编译你的项目；如果有项目失败，升级就不会保留（退出代码 14）
check-projects-free = 升级不取决于任何项目
check-app-control-on = 智能应用控制已开启，可能会阻止既未签名也不广为人知的程序
check-app-control-evaluates = 智能应用控制目前不会阻止任何程序，但可能会自行开启
check-feed = 版本列表是最新的
check-up-to-date = { $version } 已是最新
check-from-to = 从 { $from } 到 { $to }
check-system = 系统可以运行此版本
