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

## What is new in a release line, at most three sentences each. Source: https://go.dev/doc/go1.21 and so on

go1-21-functions = 新增内置函数 `min`、`max` 和 `clear`。
go1-21-packages = 新增包 `log/slog`、`slices`、`maps` 和 `cmp`。
go1-21-toolchains = 如果 go.mod 要求更新的 Go，`go` 命令会下载并运行它。
go1-22-loops = 在 go 1.22 或更高版本的模块中，`for` 循环的每次迭代都有自己的变量。
go1-22-ranges = `for` 循环可以遍历整数。
go1-22-routes = `net/http` 可以按请求方法和通配符进行路由。
go1-23-iterators = `for` 循环可以遍历迭代器函数；`slices` 和 `maps` 提供了许多迭代器。
go1-23-timers = 在 go 1.23 或更高版本的模块中，不再使用的计时器即使没有停止也会被回收。
go1-23-telemetry = 工具链会统计自身的使用情况，只保存在此电脑上。用 `go telemetry` 可以查看和更改。
go1-24-aliases = 类型别名可以有类型参数。
go1-24-tools = go.mod 可以列出模块所用的工具，由 `go tool` 运行。
go1-24-speed = 程序占用的 CPU 时间平均减少 2% 到 3%，部分得益于更快的 map。
go1-25-containers = 在 Linux 上，程序会遵循容器的 CPU 限制。
go1-25-nil = 修复了编译器的一个缺陷：在检查错误之前就使用结果的程序现在可能会 panic。
go1-25-synctest = 新增包 `testing/synctest`，可以用模拟时钟测试并发代码。
go1-26-new = `new` 可以接受一个值：`new(42)` 是指向 42 的指针。
go1-26-collector = 默认使用 Green Tea 垃圾回收器：大量使用垃圾回收的程序，其开销减少 10% 到 40%。
go1-26-fix = `go fix` 经过重写，可以把代码更新为 Go 的新写法。
go1-27-methods = 方法可以有自己的类型参数。
go1-27-literals = 结构体字面量可以直接设置嵌入结构体的字段。
go1-27-packages = 新增 `encoding/json/v2`、`encoding/json/jsontext`、`uuid` 等包。
