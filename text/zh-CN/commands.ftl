### 各命令在终端中的输出。

## upgo

overview-next = 接下来
overview-help = `upgo help` 列出所有命令。
next-upgrade = 安装 { $version }，测试后切换到它
next-whatsnew = 它修复了什么，你的项目会有什么变化
next-rehearse = 先在你的项目上试一试
next-install = 安装最新的 Go 并切换到它
next-available = 列出可用的版本
next-use = 切换到 { $version }
next-list = 列出已安装的版本
next-path = 将 Upgo 的文件夹放在 PATH 的最前面
next-why = 这里为什么运行这个 Go
next-doctor = 找出 Go 环境中的问题
next-status = 已安装的版本和上次检查
next-check-now = 检查是否有新版本
next-projects = 升级涉及你的哪些项目
next-audit = 已知漏洞，以及修复它们的版本
next-adopt = 让 Upgo 管理这个 Go

## upgo audit

newer-data-missing = 没有更新的数据。
options-need-version = --target 和 --module 用于版本，不用于程序
audit-one-version = 请一次只检查一个版本，例如 `upgo audit 1.27.3`。
known-and-used = 已知 { $known } 个，其中 { $used } 个在你的 { $projects } 个项目使用的包中。
about-the-published = 此信息针对官方发布的 { $version }，已安装的可能与之不同：{ $why }
none-known-of-then = 截至 { $day }，{ $version } 在 { $target } 上没有已知漏洞。
has-none-known = { $version } 在 { $target } 上没有已知漏洞。
has-known = { $version } 在 { $target } 上有 { $count } 个已知漏洞。
line-supported = { $line } 受支持。
line-supported-until = { $line } 的支持大约持续到 { $date }。
line-unsupported = { $line } 已不再受支持。
line-unsupported-since = { $line } 自 { $date } 起不再受支持。
patch-fixes-too = { $version } 也修复了全部漏洞，并且仍属于 { $line }。
is-fixed-in = 已在 { $version } 中修复
not-fixed-yet = 尚未修复
used-by = 使用者：
no-programs-found = 未找到 Go 程序。
none-known-of-builders = 截至 { $day }，构建这些程序的 Go 版本没有已知漏洞。
program-is-fine = 构建该程序的 Go 版本没有已知漏洞。
programs-are-fine = 构建全部 { $all } 个程序的 Go 版本都没有已知漏洞。
some-programs-are-fine = { $all } 个程序中，有 { $count } 个是用没有已知漏洞的 Go 版本构建的。
rebuild-program = 请重新构建该程序：构建它的 Go 版本有已知漏洞。
rebuild-programs = 请重新构建 { $all } 个程序中的 { $count } 个：构建它们的 Go 版本有已知漏洞。
programs-not-judged = 无法判断 { $count } 个程序：其 Go 版本未知或无法读取。
known-none = 无已知漏洞
known-some = 已知 { $count } 个
vulnerability-data = 漏洞数据：The Go Authors, CC BY 4.0。{ $source }，上次更新：{ $ago }。
vulnerability-data-old = 漏洞数据：The Go Authors, CC BY 4.0。{ $source }，上次更新：{ $ago }，已过时。

## upgo audit-log

audit-log-empty = 审核日志中没有记录（{ $path }）。
audit-entries = 从 { $from } 到 { $to } 共 { $count } 条记录
audit-entries-chained = 从 { $from } 到 { $to } 共 { $count } 条记录，每一条都与前一条相连
audit-note = 提示
last-entry = 最后一条记录：{ $number }，哈希 { $hash }

## upgo background

both-start = 系统会同时启动通知区域图标和计划检查。
tray-starts = 登录时启动通知区域图标。
schedule-starts = 系统每小时启动一次 Upgo。如果到了检查时间，Upgo 会进行检查，然后退出。
no-background = Upgo 在此系统上没有后台方式。
sign-in-off = Upgo 的登录时启动已在任务管理器的“启动应用”中关闭。
hourly-off = 每小时检查任务已在任务计划程序中禁用。
background-off = 后台检查已关闭。
setting-background = 设置：background = { $value }
desktop-missing = 未安装桌面程序。

## upgo bisect

bisect-step = 第 { $step } 步，共约 { $about } 步：{ $version }
bisect-verdict = { $version }：{ $verdict }{ $status }
bisect-good = 正常
bisect-bad = 出错
bisect-skipped = 已跳过
exit-status = 退出状态 { $code }
first-bad = { $version } 是第一个出错的版本。
first-bad-searched = { $version } 是所搜索版本中第一个出错的版本。
first-bad-dated = { $version } 是第一个出错的版本，发布于 { $date }。
first-bad-searched-dated = { $version } 是所搜索版本中第一个出错的版本，发布于 { $date }。
one-is-first-bad = 第一个出错的版本是以下之一；排在它之前的版本无法判断：
released-on = { $version }，发布于 { $date }
release-notes = 发行说明：{ $address }
last-good = 最后一个正常的版本是 { $version }。
last-good-dated = 最后一个正常的版本是 { $version }，发布于 { $date }。
removed-again = 已移除临时安装的版本：{ $names }
not-searched = 未搜索：{ $names }。更改也可能出现在旧版本系列的补丁中。

## upgo bundle

bundle-has = { $file } 的大小为 { $size }。没有网络时，运行 `upgo install --bundle { $typed }` 即可从中安装。

## upgo cache

delete-now = 要立即删除吗？
clean-now = 要立即清理吗？
see-deletions = 请先用 --dry-run 运行该命令，查看会删除的内容，然后加上 --yes。
measuring-cache = 正在统计{ $cache }的大小：{ $size }，{ $files }
count-files = { $count } 个文件
size-in-files = { $size }，{ $count } 个文件
size-at-least = 至少 { $size }，{ $count } 个文件
upgo-downloads = Upgo 的下载内容
to-clean-caches = 清理 Go 的缓存：{ $command }
would-delete = 将会删除
cannot-be-undone = 此操作无法撤销。
moved-by-change = { $size }，来自更改 { $id }
moved-aside = 由 `adopt --remove-old` 移开的 Go
cache-empty = 空
cache-is-off = 已关闭
cache-not-usable = 不可用
does-not-clean = Upgo 不会清理它：{ $why }。
freed = 已释放 { $size }。
no-longer-undoable = 更改 { $ids } 无法再撤销：它们移开的 { $count } 个 Go 版本已被删除。
nothing-to-forget = 没有需要清除的内容。
forgot-answers = 已清除缓存的响应：{ $answers }。运行 `upgo check` 可重新获取。
forgot-lists = { $count } 份版本列表
forgot-vulnerabilities = { $count } 个漏洞数据库
forgot-checksums = { $count } 个校验和数据库
forgot-upgo = { $count } 份 Upgo 最新版本的说明

## upgo check

upgo-available-too = Upgo { $version } 也已发布。请运行 `upgo self update`。
newer-available = { $latest } 已发布；当前版本为 { $current }。
up-to-date-in-line = { $current } 在其版本系列中已是最新。
newest-permitted = { $current } 是允许使用的最新版本。
newest-with-file = { $current } 是有适用于这台电脑的文件的最新版本。
up-to-date-newest = { $current } 已是最新（最新版本：{ $latest }）。
newest-but-none = { $latest } 是最新版本，但{ $why }。
release-list-empty = 版本列表为空 ({ $code })。
checked-releases = 已检查新版本。
checked-advisories = 已检查漏洞。
notified-about = 已发出通知：{ $topic }。

## upgo doctor

now-ignored = 现在忽略 { $id }。
no-longer-ignored = 不再忽略 { $id }。
cannot-fix-itself = Upgo 无法自行修复 { $id }
no-such-check = 没有名为“{ $id }”的检查
see-findings = 运行 `upgo doctor` 可查看发现的问题。
see-fixes = 请运行 `upgo doctor --fix --dry-run` 查看计划，然后加上 --yes。
make-this-change = 要进行此更改吗？
can-fix-none = 发现的问题 Upgo 都无法修复。
fixes-made = 已进行 { $count } 项更改。`upgo rollback` 可逐项撤销。
no-findings-left = 没有剩余的问题。
still-open = 尚未解决：{ $ids }。
ignored-findings = 已忽略：{ $ids }（要重新显示，请运行 `upgo doctor --show-again ID`）
not-checked = 未检查：{ $id }：{ $why }。
fixes-the-one = { $command } 会先显示计划，然后修复它。
fixes-all = { $command } 会先显示每个计划，然后修复它们。
fixes-some = { $command } 会先显示每个计划，然后修复其中的 { $count } 个。
setup-is-ok = 你的 Go 环境没有问题。
checks-passed = { $passed } 项检查已通过。
findings-and-passed = { $findings }，{ $passed } 项检查已通过。
severity-problem = 问题
severity-caution = 注意
severity-hint = 提示
to-fix-it = 修复方法：{ $command }

## upgo dsc

no-instance = 标准输入中没有实例
pass-instance = 请以 JSON 形式传入，例如 { $example }。
input-unreadable = 无法读取标准输入：{ $error }

## upgo env

path-of-terminal = 新终端的 PATH
go-env-file-is = go env -w 文件：{ $file }
off-by-goenv = 已由 GOENV 关闭
in-new-terminal = 在新终端中：{ $value }
value-overridden = 未生效：{ $value }
value-not-set = 未设置
source-terminal = 当前终端
source-user = 用户
source-machine = 系统
source-toolchain = 工具链
source-default = Go 的默认值
entry-empty = （空）
does-not-exist = 不存在
is-duplicate = 重复

## upgo exec

no-command = 没有要运行的命令
name-it-after = 请在 `--` 之后指定命令。

## upgo fleet

count-machines = { $count } 台计算机
machines-vulnerable = 运行有已知漏洞的 Go
machines-failed = 上次更改或检查失败
machines-silent = 自 { $day } 以来没有报告
machines-behind = 没有使用策略或设置所要求的 Go
machines-unknown = 可能运行漏洞情况未知的 Go
machines-late = 缺少已发布的安全修复超过 { $time }
machines-late-unknown = 缺少已发布的安全修复可能超过 { $time }；它们的报告没有说明
machines-changing = 正在更改 Go
machines-fine = 无需处理
by-ring = 按部署环
by-version = 按版本
more-in-json = 另有 { $count } 个，请使用 --json 查看
files-left-out = 略过了 { $count } 个文件
column-ring = 部署环
column-machines = 计算机
column-vulnerable = 有漏洞
column-behind = 版本落后
version-use = 使用 { $used } 台，安装 { $installed } 台
version-use-vulnerable = 使用 { $used } 台，{ $vulnerable }，安装 { $installed } 台
count-vulnerable = { $count } 台有漏洞

## upgo history

older-changes = 更早的更改：{ $command }
no-change-before = 编号 { $id } 之前没有更改。
nothing-changed-yet = 尚未进行任何更改。
history-done = 已完成
history-undone = 已撤销
history-undone-by = 已由 { $id } 撤销
history-late = 超过时限，已停止
history-recovered = 已恢复
history-interrupted = 被中断
history-overtaken = 已由新计划取代
history-running = 正在进行
downloaded-instead-of = 下载了 { $part }，而不是 { $whole }
hook-line = { $owner }中的 { $hook } 挂钩：{ $program }（{ $end }）
hook-end-status = 状态 { $code }
hook-end-time = { $seconds } 秒后被结束
hook-end-memory = 因占用内存过多被结束
hook-end-processes = 因进程过多被结束
hook-end-killed = 被其他程序结束
hook-end-not-started = 未能启动：{ $why }
lines-left-out = … 省略了 { $count } 行
tried-breaks = 已试编译 { $count } 个项目：{ $names } 失败
tried-unknown = 已试编译 { $count } 个项目：并非都有明确的结果
tried-fails-with-both = 已试编译 { $count } 个项目：部分内容在两个版本下都失败
tried-same = 已试编译 { $count } 个项目：没有失败

## upgo install

sha256-needs-file = --sha256 只能用于文件，不能用于版本
neither-version-nor-file = { $name } 既不是 Go 版本，也不是文件
name-version-or-archive = 请指定版本（例如 1.27.3、1.27、latest 或 rc），或压缩包的路径。

## upgo list

not-for-this-machine = 不适用于这台电脑
is-supported = 受支持
looking-in-wsl = 正在启动 { $name } 以查找 Go…
wsl-has-none = 此用户没有 WSL 发行版。
wsl-no-go = 没有 Go
wsl-go-unknown-version = 未知版本
wsl-windows-go = `go` 运行的是 Windows 的文件
wsl-known-vulnerabilities = { $count } 个已知漏洞
wsl-not-supported = 已不再受支持
wsl-unknown = 未知：{ $why }
wsl-left-alone = 未启动：{ $why }
wsl-incomplete = 它正在安装或移除，或者该过程已中断
wsl-of-containers = 它属于某个容器程序
wsl-name-refused = WSL 不接受它的名称
wsl-missing = 此 Windows 没有 wsl.exe
wsl-too-slow = 它在 { $seconds } 秒内没有响应
wsl-not-started = 无法启动 wsl.exe（{ $error }）
wsl-said = WSL 的消息：{ $text }
wsl-no-answer = 它没有给出答复
wsl-how-to-install = Upgo 不会更改发行版中的任何内容。若要管理其中的 Go，请在那里安装 Linux 版 Upgo。
wsl-how-to-keep-out = WSL 会把 Windows 的 PATH 添加到发行版的 PATH 中。请在那里安装 Linux 版 Go，或者在其 /etc/wsl.conf 的 `[interop]` 下设置 `appendWindowsPath = false`，然后运行 `wsl --shutdown`。
is-installed = 已安装
needs-newer-system = 需要 { $needs } 或更高版本，当前系统是 { $system }
too-old-for-system = 对 { $system } 来说太旧，该系统需要 Go { $needs } 或更高版本

## upgo log

log-empty = 没有可显示的日志条目（{ $file }）。

## upgo man

no-manual-page = 没有手册页：{ $why }
no-such-command = 没有 `{ $command }` 这个命令
see-commands = 运行 `upgo help` 可列出所有命令。

## upgo mirror

mirror-is-in = 镜像位于 { $folder }。可以用 `upgo mirror serve` 或任何 Web 服务器提供它。
mirror-present = 已存在
mirror-file = { $file }：{ $state }
mirror-contradicts = 校验和与官方的不同
mirror-bad-signature = 签名无效
mirror-database = 漏洞数据库
mirror-entries = { $count } 个条目
mirror-entries-new = 新增 { $count } 个
mirror-index-damaged = 索引缺失或已损坏
mirror-entries-damaged = { $count } 个条目中有 { $damaged } 个缺失、损坏或过期
mirror-is-whole = 所有文件都与镜像的版本列表一致。
mirror-repair = 若要修复，请用相同的版本再次运行 `upgo mirror build`。
mirror-would-remove = 将移除这些文件，可释放 { $size }。
mirror-removed = 已移除，释放了 { $size }。
mirror-keeps = 保留以下版本：{ $releases }。
mirror-use = 若要使用它，请设置 UPGO_FEED_URL={ $url }。按 Ctrl+C 停止。
mirror-none = 没有设置镜像，也没有在命令中指定。
mirror-has = 有 { $file }，响应用时 { $time } 毫秒
mirror-cannot-resume = 有 { $file }，但无法继续中断的下载
mirror-has-other = { $file } 不同：大小是 { $actual }，而不是 { $expected }
mirror-lacks = 不提供 { $file }：{ $why }
mirror-list-agrees = { $file }；其版本列表中的校验和与官方的一致
mirror-list-older = { $file }；其版本列表只到 { $newest }
mirror-list-contradicts = { $file }；但其版本列表中的校验和与官方的不同

## upgo policy

policy-managed-by = 此计算机由 { $manager } 管理。
policy-none = 此计算机上没有设置策略。
policy-mistake = 错误
policy-others = 策略没有设置另外 { $count } 项；使用 --json 可一并列出。
policy-from = 来自 { $place }
policy-value-malformed = 策略中的值无效（{ $why }），因此 Upgo 按更安全的方式处理。
policy-user-may-change = 你可以在设置中更改它。

## upgo preflight

preflight-ready = 无人值守升级可以成功。
preflight-nothing = 升级不会改变任何内容。
preflight-not-ready = 无人值守升级会失败。
preflight-fails = 失败
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

## upgo projects

projects-no-folders = 没有可搜索的文件夹。若要添加：`upgo projects add PATH`。
projects-today = 现在
projects-after = 升级后
projects-because = { $go }，因为 { $reason }
projects-problem = { $go }（{ $code }：{ $problem }）
projects-no-module = { $folders } 中没有 go.mod（不计链接）。
projects-concerned = 共 { $count } 个项目；升级到 { $to } 会影响其中 { $concerned } 个。
projects-no-upgrade = 共 { $count } 个项目；没有可用的升级。
projects-raise-them = 如需提高它们要求的版本：`upgo projects raise`。
rehearse-apply-fixes = 如需写入仍能正常工作的更改：`{ $command }`。
projects-more = 还有更多项目；请减少指定的文件夹。

## upgo purge

purge-deletes = 这会删除 Upgo 安装的所有 Go 版本、设置和操作记录
purge-first-look = 请先运行 `upgo self uninstall --dry-run` 查看将移除的内容，再运行 `upgo self uninstall --yes`。
purge-then-home = 然后删除 { $home } 中的其余内容：设置、操作记录、下载的文件和缓存。此操作无法撤销。
purge-program-stays = 程序本身会保留：{ $file }
purge-removed = 已移除 { $what }。
purge-restored = { $path } 已恢复原来的名称。
purge-off-path = 已从 PATH 中移除 Upgo 的文件夹。
purge-left = 以下内容不是 Upgo 创建的，或正在使用，因此保留：

## upgo rehearse

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
    [one] 你的项目在 { $to } 下与在 { $from } 下同样可以构建。没有可运行的测试。
   *[other] 你的 { $count } 个项目在 { $to } 下与在 { $from } 下同样可以构建。没有可运行的测试。
}
rehearse-builds = { $count ->
    [one] 你的项目在 { $to } 下与在 { $from } 下同样可以构建。没有运行测试。
   *[other] 你的 { $count } 个项目在 { $to } 下与在 { $from } 下同样可以构建。没有运行测试。
}
rehearse-breaks-nothing = { $count } 个项目中有 { $clear } 个在 { $to } 下没有出错
rehearse-named-fail = { $count ->
    [one] { $names } 在两个版本下都失败
   *[other] { $names }（共 { $count } 个项目）在两个版本下都失败
}
rehearse-named-unknown = { $count ->
    [one] { $names } 的结果未知
   *[other] { $names }（共 { $count } 个项目）的结果未知
}
rehearse-is-same = 没有差异
rehearse-is-different = 有差异
rehearse-is-failing = 在两个版本下都失败
rehearse-is-broken = 出错
rehearse-more-differences = 另有 { $count } 处差异
rehearse-failing = 在两个版本下都失败，与升级无关：{ $count } 项
rehearse-passing = 在两个版本下都通过的测试：{ $count } 项
rehearse-fails-now = 现在失败
rehearse-new-finding = 新问题
rehearse-flaky = 结果不稳定
rehearse-works-now = 现在正常
rehearse-more-lines = 另有 { $count } 行

## upgo report

report-contains = 报告包含：
report-read-first = 若要先查看其中一项：upgo log report --print NAME。不会向任何地方发送内容。
report-create = 创建 { $file } 吗？
report-created = 已创建 { $file }。
report-not-created = 没有创建文件。若要创建：{ $command }

## upgo self

self-window-is-old = 请退出并重新打开 Upgo 的窗口：在此之前，它仍使用旧版本。
self-updated = 已将 Upgo 更新到 { $version }。若要恢复原来的版本：`upgo self rollback`。
self-restored = 已恢复 Upgo { $version }。
self-unknown = Upgo { $version }。没有已知的更新版本。
self-off = Upgo { $version }。自身的更新已关闭。
self-no-key = Upgo { $version }。此版本没有发布密钥，因此无法自行更新。
self-version = Upgo { $version }。
self-managed = Upgo { $version }。{ $What }。{ $next }
self-back = `upgo self rollback` 可撤销上次更新（更改 { $id }）。

## upgo settings

settings-login-left-out = 已略去 `proxy` 中的用户名和密码
settings-export-to-file = 若要保留，请导出到文件：`upgo settings export FILE`。
settings-exported = 已将设置导出到 { $file }。
settings-changed = { $key } 现为 { $value }。
settings-reset = { $key } 已恢复默认值。
settings-unchanged = { $key } 已是这个值。
settings-imported = 设置现在与 { $file } 一致。
settings-match = 设置已与 { $file } 一致。
setup-exported = 已将这台电脑的配置写入 { $file }。
setup-matches = 这台电脑与文件一致。
setup-matches-but = 没有需要更改的内容。下面列出这台电脑无法得到的内容。
setup-lacks = 缺少的内容列在下面。
setup-apply-now = 要立即配置这台电脑吗？
setup-first-look = 请先用 --dry-run 运行该命令，查看会更改的内容，然后加上 --yes。
setup-overwrite = { $file } 已经存在。要覆盖它吗？
setup-overwrite-with = 请选择其他名称，或加上 --yes 以覆盖该文件。
setup-file-about = 一台电脑的 Go 配置。要同样配置另一台电脑，请运行：upgo setup apply FILE
setup-file-versions = 正在使用的 Go 和已安装的版本。1.27 表示它的最新补丁版本，latest 表示最新版本。
setup-file-tools = 由 go install 安装的程序：包及其确切版本。
setup-file-go = go env -w 的变量。
setup-file-settings = Upgo 的设置。要查看所有设置，请运行：upgo settings list
settings-managed = 由 { $manager } 管理
settings-default = 默认
settings-in-effect = 当前生效：{ $value }，来自 { $place }
settings-of-system = 系统

## upgo shell and terminal

shell-runs = 此 shell 运行 { $version }。若要退出：`exit`。
terminal-opened = 已打开使用 { $version } 的终端。

## upgo status

status-in-use = 正在使用 { $version }{ $notes }
for-other-arch = 面向 { $arch }，与这台电脑的架构不同
finds-but-fails = 新终端能找到它，但它无法运行：{ $problem }。
status-followed = 在此文件夹中，`go` 是 { $version }，由 { $file } 指定。
status-followed-fails = 在此文件夹中，`go` 会停止：{ $problem }。
new-terminal-runs-it = 新终端运行它：{ $why }。
is-available = { $version } 已发布。
supported = 受支持。
supported-until = 支持大约持续到 { $date }。
support-over = 支持已结束。
support-over-since = 支持已于 { $date } 结束。
none-known-then = 截至 { $day } 没有已知漏洞，但没有更新的数据。
none-known = 没有已知漏洞。
known-vulnerabilities = { $count } 个已知漏洞。运行 `upgo audit` 可查看详情。
known-vulnerabilities-fixed = { $count } 个已知漏洞，已在 { $releases } 中修复。运行 `upgo audit` 可查看详情。
on-this-machine = 这台电脑上的 Go
for-all-users = 面向所有用户
by-administrators = 由管理员管理
by-package-manager = 由包管理器管理
read-only = 只读
needed-by = { $projects } 需要它
toolchain-damaged = 已损坏
feed-line = 版本列表：{ $feed }，{ $when }
feed-of-policy = { $feed }（由策略设置，不是官方列表）
feed-of-variable = { $feed }（由 UPGO_FEED_URL 设置，不是官方列表）
last-checked = 上次检查：{ $ago }
not-checked-yet = 尚未检查（请运行 `upgo check`）

## upgo tools

tools-none = { $place } 中没有 Go 程序。
tools-retracted = 此版本已被其作者撤回。
tools-newer = { $latest } 已发布。若要更新：`upgo tools update { $name }`。
tools-newer-but = { $latest } 已发布，但 Upgo 无法更新它：{ $why }。
tools-newer-needs = { $latest } 已发布，但需要 { $needed }。若要升级 Go：`upgo upgrade`。
tools-newer-outdated = 构建时使用的 Go 早于 { $go }，且 { $latest } 已发布。若要更新并重新构建：`upgo tools update { $name }`。
tools-outdated = 构建时使用的 Go 早于 { $go }。若要重新构建：`upgo tools rebuild { $name }`。
tools-outdated-but = 构建时使用的 Go 早于 { $go }，但 Upgo 无法重新构建它：{ $why }。

## upgo verify

verify-plan-needs-repair = --dry-run 需要 --repair：否则没有可显示的计划
verify-to-repair = 若要修复：{ $command }
verify-none-installed = Upgo 没有安装任何 Go 版本。
verify-checking = 正在检查 { $version } 的文件
verify-changed = 已更改
verify-added = 多出
verify-not-executable = 不可执行
verify-differs-published = { $count } 个文件与官方发布的版本不同：
verify-differs-own-database = { $count } 个文件与你自有的校验和数据库中的版本不同：
verify-differs-installed = { $count } 个文件与安装时不同：
verify-match-published = 所有 { $count } 个文件都与官方发布的版本一致。
verify-match-own-database = 所有 { $count } 个文件都与你自有的校验和数据库中的版本一致。
verify-match-given = 所有 { $count } 个文件都与安装时一致，但未经官方发布的版本确认。
verify-match-contradicted = 所有 { $count } 个文件都与安装时一致，但版本列表中此版本的 SHA-256 不同：它们不是官方发布的文件。
verify-match-unknown = 所有 { $count } 个文件都与安装时一致；Upgo 没有其来源的记录。
rebuild-downloading = 正在下载 { $file }
rebuild-unpacking = 正在解压源代码
rebuild-building = 正在用 { $builder } 构建 { $version }：需要几分钟，最多占用 { $size } 磁盘空间
rebuild-comparing = 正在将构建结果与此版本比较
rebuild-match = 此版本的全部 { $count } 个文件都与由其源代码构建的一致。
rebuild-differ = 此版本有 { $count } 个文件与由其源代码构建的不一致：
rebuild-how = 由 { $file } 用 { $builder } 构建，用时 { $time }
rebuild-proves = 只要 { $builder } 可信，{ $version } 就只包含其源代码中的内容。这不说明源代码本身是否可信。
rebuild-differ-means = 要么此版本不是由这份源代码构建的，要么本机的构建过程有所不同。请在另一台电脑上构建以判断是哪一种。
measure-building = 第 { $round } 轮：正在 { $place } 中构建
measure-warming-up = 先在 { $place } 中构建一次，让系统把 Go 的文件读入内存
measure-head = { $version } 在每个文件夹中将同一个程序构建了 { $count } 次。最佳用时：
measure-builds = 全部包 { $cold }，修改之后 { $warm }
measure-starts = 程序首次启动 { $first }，第二次启动 { $second }
measure-not-started = 这台计算机没有启动该程序
measure-temporary = 临时文件位于 { $folder }
measure-faster = { $place } 更快：在那里构建全部包可少用 { $time }。
measure-to-move = 要把 Go 的构建缓存和临时文件移到那里：`{ $command }`。
measure-none-faster = 没有哪个位置明显更快。
measure-nothing-else = Upgo 没有找到可以比较的开发驱动器。要测量另一个驱动器上的文件夹：`upgo doctor --measure FOLDER`。
measure-defender = Go 在当前文件夹中构建期间，Microsoft Defender 使用了 { $used } 的处理器时间。构建共用 { $built }，即其用时的 { $percent }%。
measure-defender-unseen = Upgo 没有看到 Microsoft Defender 在运行。其他扫描程序是否会让 Go 变慢，尚不清楚。
measure-scanner-unknown = 扫描程序是否会让 Go 变慢，尚不清楚，因为 Upgo 只能看到 Microsoft Defender。
measure-start-costs = 新程序的首次启动比第二次多用 { $time }。对新程序的检查最多花费这么多时间。
measure-method = 方法：每一轮都从空缓存开始。Upgo 构建一个使用约 80 个标准库包的小程序，修改一行后再次构建，然后启动两次。只有当某个位置每次构建全部包都更快、最快的一次至少快十分之一，并且修改之后的构建没有变慢时，才算更快。Upgo 不更改任何内容，并会删除构建时写入的文件。
proof-valid = 有效
proof-unavailable = 无法获得
proof-not-checked = 未检查
proof-not-published = 未公布
proof-contradicted = 不符

## upgo whatsnew

whatsnew-projects = 你的项目
whatsnew-releases = 版本
whatsnew-fixes = 已修复的漏洞
whatsnew-settings = 新的 GODEBUG 设置
whatsnew-unknown = 未知
whatsnew-kept = 由其 go 行保留：{ $names }
whatsnew-security = 安全

## upgo which and why

terminal-finds-no-go = 新终端找不到 Go
why-new-terminal = 新终端
why-this-terminal = 此终端
why-terminal-in = { $folder } 中的{ $terminal }
why-fails = { $place }启动 { $program }，但失败：
why-runs = { $place }运行 { $version }{ $from }
why-on-path = 在 PATH 中找到
why-in-cache = 来自 Go 的模块缓存
why-downloads = Go 会先下载它
why-because = 因为 { $effect }
why-decides = 决定
why-does-not-work = 它在此处无法正常工作：{ $why }
why-by-answer = 依据新终端在 { $time } 的回答。
why-unexplained = 新终端在 { $time } 的回答是 { $version }，这里的说明无法解释这一结果。
why-not-heard = 没有听到终端的回答：{ $because }。
asking-shell = 正在询问你的 shell…
why-chain = 选择的过程：
why-fix = 若要更改：{ $command }
