### What the command line says. Columns, labels and parts of sentences begin with a lower-case letter and have no full stop.

## How texts are put together

in-parentheses = （{ $text }）
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
under-an-hour = 不到 1 小时
lasting-hours = { $count } 小时
lasting-days = { $count } 天
exposed-for = 这台电脑缺少 { $fix } 的安全修复已有 { $time }。
was-exposed-for = 这台电脑在 { $time }后获得了 { $fix } 的安全修复。
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
next-check-nobody = 没有安排检查（可用 `upgo background scheduled` 设置）。
next-check-never = 自动检查永远不会运行：`check.window` 全部处于 `quiet-hours` 之内。
when-now = 现在
when-today = 今天 { $time }
when-tomorrow = 明天 { $time }
when-on = { $date } { $time }
origin-package = 系统包
size-unknown = 大小未知

## Progress

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
version-as-path = “{ $text }”是版本，不是路径
name-version-with = 请用 `{ $option }` 指定版本。
name-version = 请指定版本，例如 1.27.3、1.27、latest 或 rc。
name-version-or-project = 请指定版本，例如 1.27.3、1.27 或 latest；`project` 表示此处项目所要求的版本。
current-folder-unusable = 无法使用当前文件夹：{ $error }
use-existing-folder = 请切换到存在的文件夹。
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
nothing-to-clean = 没有需要清理的内容。
nothing-to-remove = 没有需要移除的内容。
nothing-unused = 没有要移除的版本：现有版本未超过设置 `keep-versions` 要保留的数量。要移除其中一个，请运行 `upgo remove 版本`。
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
nothing-to-update = 没有更新任何程序。
already-asks-for = 项目已要求使用该版本。
none-raised = 没有更新任何项目的 Go 版本。
none-fixed = 没有更改任何项目。
nothing-to-fix = `go fix` 不会更改你的项目。
projects-to-raise = 你的项目可能仍指定旧的 Go。如需更新其文件中的版本：`upgo projects raise --go { $version } --ci`。
to-commit-it = 如需提交：
to-commit-more = 另有 { $count } 个仓库：见 `--json` 中的 `toCommit`。
to-undo-it = 要撤销，请运行 `upgo rollback`。
another-go = 另一个 Go（{ $origin }）
terminal-answered = 新终端的回答：{ $version }。
terminal-answered-at = 新终端运行它：{ $why }。这是新终端在 { $time } 的回答。
terminal-computed = 新终端应运行它：{ $why }。没有听到终端的回答：{ $because }。
terminal-of-environment = 此环境运行它：{ $why }。
terminal-runs-other = { $terminal } 运行的则是 { $root } 中的 { $version }。
now-in-use = 现在使用 { $to }。
selected-but-runs = 已选用 { $to }，但新终端仍运行 { $active }。
selected-but-none = 已选用 { $to }，但新终端找不到 Go
verified-by-list-only = { $version } 仅由版本列表确认，没有独立证明。
log-in-for-values = 请重新登录：你的 shell 只在登录时读取启动文件。
new-terminal-for-values = 请打开新终端：已打开的终端仍使用旧值。
log-in-for-path = 请重新登录，使 Upgo 的文件夹出现在 PATH 中：你的 shell 只在登录时读取启动文件。
asked-your-shell = Upgo 启动了你的 shell，以查看新终端运行哪个 Go。可以关闭：`upgo settings set ask-shell false`。
new-terminal-for-path = 请打开新终端：已打开的终端的 PATH 中没有 Upgo 的文件夹。
one-still-uses = { $program } 在重新启动之前仍使用 { $version }。
others-still-use = { $program } 等程序在重新启动之前仍使用 { $version }。
built-with-older = 以下程序是用旧的 Go 版本系列构建的：{ $names }。要重新构建，请运行 `upgo tools rebuild`。
built-with-older-debuggers = 调试器和代码检查工具可能需要更新的版本才支持此 Go：`upgo tools check`。
reload-editors = 请重新加载 { $names }：按 Ctrl+Shift+P 并运行 `{ $command }`。在此之前仍使用旧的 Go。
can-be-removed = 可以移除 { $names }：`upgo remove --unused`。
kept-for-undo = 已保留 { $version } 以便撤销。如需释放空间：`upgo remove { $number }`。

## Parts of several commands

no-value = 无
mark-ok = 通过
mark-no = 失败
is-gone = 缺失
is-damaged = 已损坏
has-failed = 失败
from-to = 从 { $from } 到 { $to }
is-unknown = 未知
nothing-sent = 没有发送任何内容。
go-not-installed = 尚未安装 Go
findings = 发现 { $count } 个问题
