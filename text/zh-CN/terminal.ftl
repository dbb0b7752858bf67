### What the command line says. Columns, labels and parts of sentences begin with a lower-case letter and have no full stop.

## How texts are put together

in-parentheses = （{ $text }）
with-note = { $text }（{ $note }）
note-separator = {"，"}
warning = 警告
error = 错误
because-of = 原因：{ $cause }
run-command = 请运行 `{ $command }`。
file-written = 已写入 { $file }。

## Output

output-unwritten = 无法写入标准输出：{ $error }
output-incomplete = 命令已结束，但其输出不完整。
output-elsewhere = 请将输出写到其他位置。重复更改之前，请先查看 `upgo history`。
cannot-confirm = 无法在此处请你确认（不是终端）

## Numbers, times and places

just-now = 刚刚
minutes-ago = { $count } 分钟前
hours-ago = { $count } 小时前
days-ago = { $count } 天前
next-check = 下次检查：{ $when }。
next-check-first = Upgo 在后台运行后会立即进行首次检查。
next-check-security = 下次检查：{ $when }，检查漏洞。
next-check-newly-known = 下次检查：{ $when }，因为公布了新的漏洞。
next-check-after-failure = 下次检查：{ $when }，因为上次检查失败。
next-check-window = 下次检查：{ $when }，即 `check.window` 开始时。
next-check-quiet-hours = 下次检查：{ $when }，即 `quiet-hours` 结束时。
next-check-offline = 网络恢复后会再次检查。
next-check-metered = 连接到不按流量计费的网络后会再次检查 (`check.unmetered-only`)。
next-check-battery-saver = 节电模式关闭后会再次检查。
next-check-off = 自动检查已关闭（`check.automatic` 或 `background`）。
next-check-nobody = 不会自动检查（可用 `upgo background scheduled` 设置）。
next-check-never = 自动检查永远不会运行：`check.window` 全部处于 `quiet-hours` 之内。
when-now = 现在
when-today = 今天 { $time }
when-tomorrow = 明天 { $time }
when-on = { $date } { $time }
origin-unknown = 未知
origin-package = 系统包
size-unknown = 大小未知

## Progress

unpacked-files = { $title }（{ $count } 个文件）
done-of = { $done } / { $total }
trying-again = { $reason }；{ $seconds } 秒后进行第 { $attempt } 次尝试
trying-elsewhere = { $reason }；改用 { $host }
rehearsing = 在 { $project } 中用 { $version } 运行 { $command }（第 { $number } 项，共 { $total } 项）
rehearsing-left = 在 { $project } 中用 { $version } 运行 { $command }（第 { $number } 项，共 { $total } 项，{ $left }）
waiting-for = 正在等待：{ $reason }
waiting-for-host = 正在等待 { $host }…
confirm-prompt = 请在管理员提示中确认；如果没有看到，请查看任务栏
was-skipped = 已跳过：{ $reason }
planned-anew = 这台电脑的状态有变化，已更新计划
event-log-unwritable = 无法写入变量 UPGO_LOG 指定的文件：{ $error }
event-log-next = 不会记录任何事件。请更正或取消设置 UPGO_LOG。

## Releases on the command line

not-a-version = “{ $text }”不是 1.27.3 这样的 Go 版本
not-a-target = “{ $text }”不是 windows-amd64 这样的目标平台
not-a-channel = “{ $text }”不是 stable、rc、beta、archived、all 之一
name-version = 请指定版本，例如 1.27.3、1.27、latest 或 rc。
name-version-or-project = 请指定版本，例如 1.27.3、1.27 或 latest；`project` 表示此处项目所要求的版本。
current-folder-unusable = 无法使用当前文件夹：{ $error }
change-to-folder = 请切换到存在的文件夹。
file-asks-for = { $file } 要求使用 { $version }
evidence-unofficial = 没有官方校验和，未验证
evidence-proof = 有证明
evidence-signed = 有签名

## Programs that run from a Go to be removed

programs-run = Upgo 不会关闭任何程序。输入 { $wait } 等待它们结束，输入 { $remove } 立即移除，输入 { $cancel } 取消。

## Plans and changes

nothing-to-do = 无需执行任何操作。
these-steps = 将依次执行以下步骤：
one-prompt = 会显示一次管理员提示。
what-it-brings = 此次升级的内容：
more-at = 详细信息：`{ $command }`。
no-go = 没有 Go
already-installed = { $to } 已安装。
to-switch-to-it = 要切换到它，请运行 `{ $command }`。
already-in-use = { $to } 已在使用中。
is-up-to-date = { $to } 已是最新。
nothing-left-to-undo = 更改 { $id } 已没有可撤销的内容。
this-frees = 释放了 { $size }。
nothing-to-clean = 没有需要清理的内容。
nothing-to-remove = 没有需要移除的内容。
no-more-for-path = Upgo 无法再对 PATH 做更多改动。
already-on-path = Upgo 的文件夹已在 PATH 中。
nothing-to-change = 没有需要更改的内容。
terminals-run-it = 新终端会运行它。
already-managed = { $to } 已由 Upgo 管理。
has-all-versions = Upgo 已拥有所有这些版本。
other-stays = 另一个 Go 仍保留在原处。
already-first = Upgo 的 Go 在 PATH 中已排在最前。
upgrade-manages = 此后 `upgo upgrade` 会用官方安装程序管理它。
already-with-installer = 系统 Go 已由官方安装程序管理。
already-for-all = 已为所有用户安装 { $to }。
files-match-release = 所有文件都与官方发布的一致。
files-match-installed = 所有文件都与安装时的一致。
nothing-to-rebuild = 没有需要重新构建的程序。
no-newer-versions = 没有更新的版本。
upgo-up-to-date = Upgo 已是最新。
already-asks-for = 项目已要求使用该版本。
none-raised = 没有提升任何项目的 Go 版本。
to-undo-it = 要撤销，请运行 `upgo rollback`。
another-go = 另一个 Go（{ $origin }）
now-in-use = 现在使用 { $to }。
selected-but-runs = 已选用 { $to }，但新终端仍运行 { $active }。
selected-but-none = 已选用 { $to }，但新终端找不到 Go
terminals-find-none = 新终端找不到 Go
verified-by-list-only = { $version } 仅由版本列表确认，没有独立证明。
log-in-for-values = 请重新登录：你的终端只在登录时读取启动文件。
new-terminal-for-values = 请打开新终端：已打开的终端仍使用旧值。
log-in-for-path = 请重新登录，使 Upgo 的文件夹出现在 PATH 中：你的终端只在登录时读取启动文件。
new-terminal-for-path = 请打开新终端：已打开的终端的 PATH 中没有 Upgo 的文件夹。
one-still-uses = { $program } 在重新启动之前仍使用 { $version }。
others-still-use = { $program } 等程序在重新启动之前仍使用 { $version }。
built-with-older = 以下程序是用旧的 Go 版本系列构建的：{ $names }。要重新构建，请运行 `upgo tools rebuild`。
reload-editors = 请重新加载 { $names }：在此之前仍使用旧的 Go。
can-be-removed = 可以移除 { $names }：`upgo remove --unused`。

## upgo status

status-in-use = 正在使用 { $version }{ $notes }
for-other-arch = 面向 { $arch }，与这台电脑的架构不同
go-not-installed = 尚未安装 Go
finds-but-fails = 新终端能找到它，但它无法运行：{ $problem }。
new-terminal-runs-it = 新终端运行它：{ $why }。
first-by-switch = { $folder } 在 PATH 中排在最前，而 Upgo 选用了此版本
first-with-go = { $folder } 是 PATH 中第一个有 go 的文件夹
later-on-path = { $folder } 在 PATH 中排在后面
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
feed-line = 版本列表：{ $feed }，{ $when }
feed-of-policy = { $feed }（由策略设置，不是官方列表）
feed-of-variable = { $feed }（由 UPGO_FEED_URL 设置，不是官方列表）
last-checked = 上次检查：{ $ago }
not-checked-yet = 尚未检查（请运行 `upgo check`）

## upgo check

upgo-available-too = Upgo { $version } 也已发布。请运行 `upgo self update`。
newer-available = { $latest } 已发布；当前版本为 { $current }。
up-to-date-in-line = { $current } 在其版本系列中已是最新。
newest-permitted = { $current } 是允许使用的最新版本。
up-to-date-newest = { $current } 已是最新（最新版本：{ $latest }）。
newest-but-none = { $latest } 是最新版本，但新终端找不到 Go。
release-list-empty = 版本列表为空 ({ $code })。
checked-releases = 已检查新版本。
checked-advisories = 已检查漏洞。
notified-about = 已发出通知：{ $topic }。

## upgo list

not-for-this-machine = 不适用于这台电脑
is-supported = 受支持
needs-newer-system = 需要 { $needs } 或更高版本，当前系统是 { $system }
too-old-for-system = 对 { $system } 来说太旧，该系统需要 Go { $needs } 或更高版本

## upgo history

older-changes = 更早的更改：{ $command }
no-change-before = 编号 { $id } 之前没有更改。
nothing-changed-yet = 尚未进行任何更改。
history-done = 已完成
history-undone = 已撤销
history-undone-by = 已由 { $id } 撤销
history-failed = 失败
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
tried-breaks = 已在 { $count } 个项目上试用：{ $names } 出错
tried-unknown = 已在 { $count } 个项目上试用：并非都有明确的结果
tried-fails-with-both = 已在 { $count } 个项目上试用：有内容在两个版本下都失败
tried-same = 已在 { $count } 个项目上试用：没有出错

## upgo doctor

now-ignored = 现在忽略 { $id }。
no-longer-ignored = 不再忽略 { $id }。
asking-windows = 正在向 Windows 查询：{ $subject }…
delete-yourself = 请自行删除：{ $path }
nothing-sent = 没有发送任何内容。
probe-machine = 版本和帐户
probe-folders = 用户文件夹
probe-guards = 杀毒软件和策略
probe-files = 文件和锁定
probe-renames = 重命名
probe-processes = 进程
probe-console = 控制台
probe-schedule = 任务计划程序
probe-desktop = 桌面
probe-conditions = 网络和电源
probe-environment = 环境变量
probe-install = Windows Installer
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
findings = 发现 { $count } 个问题
findings-and-passed = { $findings }，{ $passed } 项检查已通过。
severity-problem = 问题
severity-caution = 注意
severity-hint = 提示
to-fix-it = 修复方法：{ $command }

## upgo audit

newer-data-missing = 没有更新的数据。
options-need-version = --target 和 --module 用于版本，不用于程序
known-and-used = 已知 { $known } 个，其中 { $used } 个在你的 { $projects } 个项目使用的包中。
about-the-published = 以上内容针对官方发布的 { $version }。无法确定已安装的就是它：{ $why }
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
is-unknown = 未知
known-none = 无已知漏洞
known-some = 已知 { $count } 个
vulnerability-data = 漏洞数据：The Go Authors, CC BY 4.0。{ $source }，上次更新：{ $ago }。
vulnerability-data-old = 漏洞数据：The Go Authors, CC BY 4.0。{ $source }，上次更新：{ $ago }，已过时。

## upgo audit-log

audit-log-empty = 审核日志中没有记录（{ $path }）。
audit-entries = 从 { $from } 到 { $to } 共 { $count } 条记录
audit-entries-chained = 从 { $from } 到 { $to } 共 { $count } 条记录，每一条都与前一条相连
audit-ok = 完好
audit-damaged = 已损坏
audit-note = 提示
last-entry = 最后一条记录：{ $number }，哈希 { $hash }

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

## upgo cache

delete-now = 要立即删除吗？
clean-now = 要立即清理吗？
see-deletions = 请先用 --dry-run 运行该命令，查看会删除的内容，然后加上 --yes。
measuring-cache = 正在统计{ $cache }的大小：{ $size }，{ $files }
count-files = { $count } 个文件
size-in-files = { $size }，{ $count } 个文件
size-at-least = 至少 { $size }，{ $count } 个文件
upgo-downloads = Upgo 的下载内容
upgo-downloads-are = Upgo 的下载内容：{ $size }
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
removed-again = 已再次移除：{ $names }
versions-from-to = { $first } 至 { $last }
not-searched = 未搜索：{ $names }。更改也可能出现在旧版本系列的补丁中。

## upgo bundle

bundle-has = { $file } 的大小为 { $size }。要从中安装，请运行 `upgo install --bundle FILE`。

## upgo dsc

no-instance = 标准输入中没有实例
pass-instance = 请以 JSON 形式传入，例如 { $example }。
input-unreadable = 无法读取标准输入：{ $error }

## upgo exec

no-command = 没有要运行的命令
name-it-after = 请在 `--` 之后指定命令。

## upgo background

both-start = 系统会同时启动通知区域图标和计划检查。
tray-starts = 登录时启动通知区域图标。
schedule-starts = 系统每小时启动一次 Upgo。Upgo 在需要时进行检查，然后退出。
no-background = Upgo 在此系统上没有后台方式。
sign-in-off = 登录时启动已在任务管理器的“启动应用”中关闭。
hourly-off = 每小时检查已在任务计划程序中禁用。
background-off = 后台检查已关闭。
setting-background = 设置：background = { $value }
desktop-missing = 未安装桌面程序。

## upgo fleet

count-machines = { $count } 台计算机
machines-vulnerable = 运行有已知漏洞的 Go
machines-failed = 上次更改或检查失败
machines-silent = 自 { $day } 以来没有报告
machines-behind = 没有使用策略或设置所要求的 Go
machines-unknown = 运行漏洞情况未知的 Go，或没有 Go
machines-fine = 无需处理
by-ring = 按部署环
by-version = 按版本
more-in-json = 另有 { $count } 个，请使用 --json 查看
files-left-out = 略过了 { $count } 个文件
column-ring = 部署环
column-machines = 计算机
column-vulnerable = 有漏洞
column-failed = 失败
column-silent = 无报告
column-behind = 版本落后
ring-none = 无
version-use = 使用 { $used } 台，安装 { $installed } 台
version-use-vulnerable = 使用 { $used } 台，{ $vulnerable }，安装 { $installed } 台
count-vulnerable = { $count } 台有漏洞
