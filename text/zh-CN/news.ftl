### What an upgrade brings: fixes, changed defaults.

news-setting-refused = { $version } 拒绝 { $name }={ $value }：删除该行之前，项目无法构建。
news-setting-removed = { $version } 不再提供 go 行一直保留的旧行为（{ $name }={ $value }）。
news-setting-changed = 新行为将生效；设置 { $name }={ $value } 可恢复旧行为。
news-setting-differs = { $version } 改变了其行为。
news-setting-kept = Go { $line } 更改了默认值；go 行保留旧行为（{ $name }={ $value }）。
news-new-setting = { $version } 新增设置 { $name }，其默认值不受 go 行影响。
news-table-unknown = 无法得知哪些 GODEBUG 默认值会改变：这台电脑上没有 { $version } 的默认值表。安装该版本（不必切换到它）即可得知。
news-no-module = 此处没有 go.mod。
news-project-unread = 无法使用 { $file }：{ $why }。
news-project-refusal = Go 没有为该项目选择工具链：{ $why }。
news-project-too-old = 该项目需要 Go { $go }，而 { $after } 也不够新。
news-project-enabled = 该项目需要 Go { $go }：{ $after } 可以构建它，{ $before } 则不能。
news-project-not-concerned = 升级前后都由 { $after } 构建。
news-project-unknown = 无法得知该项目的哪些 GODEBUG 默认值会改变：这台电脑上没有 { $version } 的默认值表。
news-project-refused = 由于以下设置，{ $after } 拒绝构建该项目：{ $names }。
news-project-changes = 其程序的行为会改变：{ $names }。
news-project-kept = 没有变化：其 go 行保留 Go { $go } 的默认值。
news-project-same = 该项目的 GODEBUG 默认值没有变化。
news-refused-projects = { $to } 拒绝构建：{ $names }。
news-changed-projects = GODEBUG 默认值会改变以下项目的行为：{ $names }。
news-enabled-projects = { $to } 可以构建 { $names }，而 { $from } 不能。
news-nothing-changes = GODEBUG 默认值的变化不影响你的项目的行为。
news-no-fixes = 没有修复已知漏洞。
news-fixes-unlisted = { $to } 修复了一些安全问题，漏洞数据库尚未将它们列入 { $from }。
news-fixes = 修复 { $count } 个已知漏洞。
news-fixes-unused = 修复 { $count } 个已知漏洞，均不在你的项目导入的包中。
news-fixes-used = 修复 { $count } 个已知漏洞，其中 { $used } 个在你的项目导入的包中。
news-no-release = Upgo 目前没有提供比 { $from } 更新的版本。
news-one-release = { $to } 是 { $from } 的下一个版本。
news-one-security-release = { $to } 是 { $from } 的下一个版本，包含安全修复。
news-releases = 从 { $from } 到 { $to } 共 { $count } 个版本。
news-releases-security = 从 { $from } 到 { $to } 共 { $count } 个版本，其中 { $security } 个包含安全修复。

## Events for hooks

event-release = { $version } 已可用。
event-vulnerabilities = 公布了当前 Go 的 { $count } 个漏洞。
event-check-failed = 后台检查失败：{ $problem }
event-changed = 无人值守的更改已结束。
event-nothing = 无人值守的更改没有需要做的事。
event-failed = 无人值守的更改失败：{ $problem }
