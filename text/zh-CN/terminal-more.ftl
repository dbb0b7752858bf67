### What the commands from `install` to `why` say in the terminal, each in its group.

## Parts of several commands

labelled = { $label }：{ $text }
in-brackets = （{ $text }）
one-or-other = { $one } 或 { $other }
no-value = 无
mark-ok = 通过
mark-no = 失败

## install

sha256-needs-file = --sha256 只能用于文件，不能用于版本
neither-version-nor-file = { $name } 既不是 Go 版本，也不是文件
name-version-or-archive = 请指定版本（例如 1.27.3、1.27、latest 或 rc），或压缩包的路径。

## log

log-empty = 没有可显示的日志记录（{ $file }）。

## man

no-manual-page = 没有手册页：{ $why }
no-such-command = 没有 `{ $command }` 这个命令
see-commands = 运行 `upgo help` 可列出所有命令。

## mirror

mirror-is-in = 镜像位于 { $folder }。可以用 `upgo mirror serve` 或任何 Web 服务器提供它。
mirror-present = 已存在
mirror-file = { $file }：{ $state }
mirror-missing = 缺失
mirror-damaged = 已损坏
mirror-contradicts = 校验和与官方的不同
mirror-bad-signature = 签名无效
mirror-with-proof = 附有证明
mirror-signed = 附有签名
mirror-database = 漏洞数据库
mirror-entries = { $count } 个条目
mirror-entries-new = 新增 { $count } 个
mirror-index-damaged = 索引缺失或已损坏
mirror-entries-damaged = { $count } 个条目中有 { $damaged } 个缺失、损坏或过期
mirror-is-whole = 所有文件都与镜像的版本列表一致。
mirror-repair = 若要修复，请用相同的版本再次运行 `upgo mirror build`。
mirror-nothing-to-remove = 没有可移除的内容。
mirror-would-remove = 将移除这些文件，可释放 { $size }。
mirror-removed = 已移除，释放了 { $size }。
mirror-keeps = 保留以下版本：{ $releases }。
mirror-use = 若要使用它，请设置 UPGO_FEED_URL={ $url }。按 Ctrl+C 停止。
mirror-none = 没有设置镜像，命令中也没有指定。
mirror-has = 有 { $file }，响应用时 { $time } 毫秒
mirror-cannot-resume = 有 { $file }，但无法继续中断的下载
mirror-has-other = { $file } 不同：大小是 { $actual }，而不是 { $expected }
mirror-lacks = 不提供 { $file }：{ $why }
mirror-list-agrees = { $file }；其版本列表中的校验和与官方的一致
mirror-list-older = { $file }；其版本列表只到 { $newest }
mirror-list-contradicts = { $file }；但其版本列表中的校验和与官方的不同

## policy

policy-managed-by = 此计算机由 { $manager } 管理。
policy-none = 此计算机上没有设置策略。
policy-mistake = 错误
policy-others = 策略没有设置另外 { $count } 项；使用 --json 可一并列出。
policy-from = 来自 { $place }
policy-value-malformed = 策略中的值无效（{ $why }），因此 Upgo 按更安全的方式处理。
policy-user-may-change = 你可以在设置中更改它。

## preflight

preflight-ready = 无人值守升级可以成功。
preflight-nothing = 没有可升级的内容。
preflight-not-ready = 无人值守升级会失败。
preflight-warning = 警告
preflight-fails = 失败
preflight-unknown = 未知
preflight-feed = 版本列表
preflight-policy = 策略
preflight-plan = 计划
preflight-system = 系统
preflight-rights = 权限
preflight-disk = 磁盘空间
preflight-sources = 下载
preflight-proof = 证明
preflight-running = 运行中的程序
preflight-restart = 重新启动
preflight-projects = 项目
preflight-app-control = 应用控制

## projects

projects-no-folders = 没有可搜索的文件夹。若要添加：`upgo projects add PATH`。
projects-findings = { $count } 个问题
projects-today = 现在
projects-after = 升级后
projects-no-go = 没有 Go
projects-because = { $go }，因为 { $reason }
projects-problem = { $go }（{ $code }：{ $problem }）
projects-no-module = { $folders } 中没有 go.mod。
projects-concerned = 共 { $count } 个项目；升级到 { $to } 会影响其中 { $concerned } 个。
projects-no-upgrade = 共 { $count } 个项目；没有可用的升级。
projects-more = 还有更多项目；请指定较少的文件夹。

## purge

purge-deletes = 这会删除 Upgo 安装的所有 Go 版本、设置和历史记录
purge-first-look = 请先运行 `upgo purge --dry-run` 查看将移除的内容，再运行 `upgo purge --yes`。
purge-removed = 已移除 { $what }。
purge-restored = { $path } 已恢复原来的名称。
purge-off-path = 已从 PATH 中移除 Upgo 的文件夹。
purge-left = 以下内容不是 Upgo 创建的，或正在使用，因此保留：

## rehearse

rehearse-no-version = 没有指定要试用的版本
rehearse-runs-tests = 将运行你的项目的测试。
rehearse-breaks-one = 此项目在 { $from } 下正常，在 { $to } 下不能正常工作。
rehearse-breaks-some = 与 { $from } 相比，{ $to } 会使 { $count } 个项目中的 { $broken } 个不能正常工作。
rehearse-one-unknown = 无法确定此项目在 { $to } 下是否正常。
rehearse-one-fails = 此项目在 { $from } 和 { $to } 下都失败，因此无法判断升级是否会影响它。
rehearse-differs = { $to } 不会使任何项目出错，但结果与 { $from } 有差异。
rehearse-tests-work = { $count ->
    [one] 你的项目及其测试在 { $to } 下与在 { $from } 下一样正常。
   *[other] 你的 { $count } 个项目及其测试在 { $to } 下与在 { $from } 下一样正常。
}
rehearse-builds-without-tests = { $count ->
    [one] 你的项目在 { $to } 下与在 { $from } 下一样可以构建。没有可运行的测试。
   *[other] 你的 { $count } 个项目在 { $to } 下与在 { $from } 下一样可以构建。没有可运行的测试。
}
rehearse-builds = { $count ->
    [one] 你的项目在 { $to } 下与在 { $from } 下一样可以构建。没有运行测试。
   *[other] 你的 { $count } 个项目在 { $to } 下与在 { $from } 下一样可以构建。没有运行测试。
}
rehearse-breaks-nothing = { $count } 个项目中有 { $clear } 个在 { $to } 下没有出错
rehearse-named-fails = { $name } 在两个版本下都失败
rehearse-named-fail = { $names } 在两个版本下都失败
rehearse-many-fail = { $count } 个项目在两个版本下都失败
rehearse-name-unknown = { $name } 的结果未知
rehearse-named-unknown = { $names } 的结果未知
rehearse-many-unknown = { $count } 个项目的结果未知
rehearse-is-same = 没有差异
rehearse-is-different = 有差异
rehearse-is-failing = 在两个版本下都失败
rehearse-is-unknown = 未知
rehearse-is-broken = 出错
rehearse-more-differences = 另有 { $count } 处差异
rehearse-failing = 在两个版本下都失败：{ $count } 项
rehearse-passing = 在两个版本下都通过的测试：{ $count } 项
rehearse-fails-now = 现在失败
rehearse-new-finding = 新问题
rehearse-flaky = 结果不稳定
rehearse-works-now = 现在正常
rehearse-more-lines = 另有 { $count } 行

## report

report-contains = 报告包含：
report-read-first = 若要先查看其中一项：upgo report --print NAME。不会向任何地方发送内容。
report-create = 创建 { $file } 吗？
report-created = 已创建 { $file }。没有发送任何内容。
report-not-created = 没有创建文件。若要创建：{ $command }

## self

self-window-is-old = 请退出并重新打开 Upgo 的窗口：在此之前，它仍使用旧版本。
self-updated = 已将 Upgo 更新到 { $version }。若要恢复原来的版本：`upgo self rollback`。
self-restored = 已恢复 Upgo { $version }。
self-current = Upgo { $version } 已是最新。
self-available = Upgo { $latest } 已发布；当前版本为 { $version }。请运行 `upgo self update`。
self-unknown = Upgo { $version }。没有已知的更新版本。
self-off = Upgo { $version }。自身的更新已关闭。
self-no-key = Upgo { $version }。此版本没有发布密钥，因此无法自行更新。
self-version = Upgo { $version }。
self-managed = Upgo { $version }。{ $What }。{ $next }
self-back = `upgo self rollback` 可撤销上次更新（更改 { $id }）。

## settings

settings-login-left-out = 已略去 `proxy` 中的用户名和密码
settings-export-to-file = 若要保留，请导出到文件：`upgo settings export FILE`。
settings-exported = 已将设置导出到 { $file }。
settings-changed = 已更改 { $key }。
settings-unchanged = { $key } 已是这个值。
settings-imported = 设置现在与 { $file } 一致。
settings-match = 设置已与 { $file } 一致。
settings-managed = 由 { $manager } 管理
settings-default = 默认
settings-in-effect = 当前生效：{ $value }，来自 { $place }
settings-of-system = 系统

## shell and terminal

shell-runs = 此终端运行 { $version }。若要退出：`exit`。
terminal-opened = 已打开使用 { $version } 的终端。

## tools

tools-none = { $place } 中没有 Go 程序。
tools-retracted = 此版本已被其作者撤回。
tools-newer = { $latest } 已发布。若要更新：`upgo tools update { $name }`。
tools-newer-but = { $latest } 已发布，但 Upgo 无法更新它：{ $why }。
tools-outdated = 构建时使用的 Go 早于 { $go }。若要重新构建：`upgo tools rebuild { $name }`。
tools-outdated-but = 构建时使用的 Go 早于 { $go }，但 Upgo 无法重新构建它：{ $why }。

## verify

verify-plan-needs-repair = --dry-run 需要 --repair：否则没有可显示的计划
verify-to-repair = 若要修复：{ $command }
verify-none-installed = Upgo 没有安装任何 Go 版本。
verify-checking = 正在检查 { $version } 的文件
verify-changed = 已更改
verify-missing = 缺失
verify-added = 多出
verify-more = 另有 { $count } 个
verify-differs-published = { $count } 个文件与官方发布的版本不同：
verify-differs-own-database = { $count } 个文件与你自有的校验和数据库中的版本不同：
verify-differs-installed = { $count } 个文件与安装时不同：
verify-match-published = 所有 { $count } 个文件都与官方发布的版本一致。
verify-match-own-database = 所有 { $count } 个文件都与你自有的校验和数据库中的版本一致。
verify-match-given = 所有 { $count } 个文件都与安装时一致；但没有官方发布的版本可以佐证。
verify-match-contradicted = 所有 { $count } 个文件都与安装时一致，但版本列表中此版本的 SHA-256 不同：它们不是官方发布的文件。
verify-match-unknown = 所有 { $count } 个文件都与安装时一致；Upgo 没有其来源的记录。
proof-valid = 有效
proof-unavailable = 无法获得
proof-not-checked = 未检查
proof-not-published = 未公布
proof-contradicted = 不符

## whatsnew

whatsnew-title = 从 { $from } 到 { $to }
whatsnew-projects = 你的项目
whatsnew-releases = 版本
whatsnew-fixes = 已修复的漏洞
whatsnew-settings = 新的 GODEBUG 设置
whatsnew-unknown = 未知
whatsnew-kept = 由其 go 行保留：{ $names }
whatsnew-security = 安全

## which and why

terminal-finds-no-go = 新终端找不到 Go
install-latest-and-use = 请运行 `upgo install latest --use`。
why-new-terminal = 新终端
why-this-terminal = 此终端
why-terminal-in = { $folder } 中的{ $terminal }
why-finds-no-go = { $place }找不到 Go。
why-fails = { $place }启动 { $program }，但失败：
why-runs = { $place }运行 { $version }{ $from }
why-on-path = 在 PATH 中找到
why-in-cache = 来自 Go 的模块缓存
why-downloads = Go 会先下载它
why-because = 因为 { $effect }
why-does-not-work = 它在此处无法正常工作：{ $why }
why-chain = 选择的过程：
why-fix = 若要更改：{ $command }
