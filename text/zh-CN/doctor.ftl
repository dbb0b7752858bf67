### The findings of `upgo doctor` and of the tab Findings: a title, its evidence, and why it matters (…-why).

## PATH

other-go-first = 另一个 Go 排在前面
other-go-first-why = 你选择了 { $chosen }，但新终端运行 { $other }：它的文件夹在 PATH 中排在 Upgo 之前，先找到者生效。请将 Upgo 的文件夹移到它前面。
machine-go-hides = 系统 PATH 中的 Go 遮挡了你的 Go
machine-go-hides-why = 你选择了 { $chosen }，但新终端运行 { $other }：Windows 总是先搜索系统 PATH，再搜索用户 PATH，因此用户条目无法排到前面。可以让 Upgo 管理那个 Go，将它移到 Upgo 之后，或保留它并由 Upgo 升级。
first = 第一个：{ $folder }，{ $go }
first-on = 第一个：{ $folder }（{ $path }），{ $go }
later = 靠后：{ $folder }，{ $go }
not-on-path = 不在 PATH 中：{ $folder }，{ $go }
upgo-not-found = 终端找不到 Upgo 的 Go
upgo-not-found-why = Upgo 已安装 Go，但它的文件夹不在 PATH 中：终端会找到另一个 Go，或者找不到 Go。
path-lacks = 新终端的 PATH 中没有 { $folder }
windows-go-in-wsl = `go` 是 Windows 的文件
windows-go-in-wsl-why = WSL 会把 Windows 的 PATH 添加到 { $name } 的 PATH 中，而 Windows 驱动器上的每个文件都会被当作程序。因此 `go` 运行的是为 Windows 编写的脚本：它会失败、启动 Windows 的 Go，或者无休止地调用自身。请在此发行版中运行 `upgo install latest --use` 安装 Go，它会排在最前面。若要排除 Windows 的所有程序，请在 /etc/wsl.conf 的 `[interop]` 下设置 `appendWindowsPath = false`，然后在 Windows 中运行 `wsl --shutdown`。
windows-go-file = { $folder } 在 PATH 中排在所有 Linux 版 Go 之前：{ $file }
tools-not-on-path = 用 `go install` 安装的程序不在 PATH 中
tools-not-on-path-why = `go install` 会把程序放入此文件夹，但它不在 PATH 中，因此无法在终端中直接按名称运行这些程序。
tools-in = { $folder }：{ $names }
missing-folders = PATH 中有 { $count } 个不存在的文件夹
missing-folders-why = 每次运行命令都会搜索这些文件夹，但它们并不存在。以后任何程序只要创建其中之一，就能把自己的命令放进你的 PATH。
folders-twice = PATH 中有 { $count } 个重复的文件夹
folders-twice-why = 同一个值中靠前的条目已包含这些文件夹，后面的条目只会让 PATH 变长。
path-near-limit = PATH 即将达到长度上限
path-near-limit-why = Windows 最多保存 32,766 个字符，cmd.exe 的一行最多接受 8,191 个字符：向 PATH 添加内容的脚本会失败，有些程序还会截断过长的值。请删除或缩短一些条目。
path-length = { $place }：{ $count } 个字符
path-together = 合计：{ $count } 个字符
path-cut = PATH 在 { $count } 个字符处被截断
path-cut-why = 某个程序按自己支持的长度截断了 PATH，且没有提示；`setx` 的上限是 1,024 个字符。最后一项之后的条目已经丢失，不再被搜索。请从备份或类似的电脑中找回这些条目并重新添加。
path-last-entry = 最后一项是 { $entry }
path-wrong-kind = PATH 的注册表类型不正确
path-wrong-kind-why = Windows 只展开 REG_EXPAND_SZ 类型的值中的 %NAME%，并且只在字符串中查找文件夹。某个程序用其他类型保存了 PATH。Upgo 不会更改这样的值：请在注册表编辑器中新建一个类型正确、内容相同的值。
path-literal = { $entry } 会按字面搜索，因为该值的类型是 REG_SZ，而不是 REG_EXPAND_SZ
path-tilde = PATH 中有以 ~ 开头的文件夹
path-tilde-why = 只有 bash 能在其中找到程序。其他 shell、构建工具和 Go 本身会查找名为 ~ 的文件夹。请在设置 PATH 的启动文件中将 ~ 改写为 $HOME。
path-no-text = { $place } { $what }
has-type = 的类型是 { $type }，不是文本
ends-in-half = 以半个字符结尾
has-nul = 中间有空字符，大多数程序读到那里就会停止
path-writable = 系统 PATH 中有一个文件夹无需管理员权限即可写入
path-writable-why = 服务和其他帐户也会搜索系统 PATH 并运行其中的程序。任何程序都能在没有管理员权限的情况下写入这些文件夹，包括以你的身份运行的恶意软件。如果是你自己的文件夹，请改为添加到用户 PATH。

## GOROOT

goroot-missing = GOROOT 指向不存在的文件夹
goroot-missing-why = 每条 go 命令都会到那里查找自己的工具，然后失败：`cannot find GOROOT directory`。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。
goroot-without-go = GOROOT 指向没有 Go 的文件夹
goroot-without-go-why = 每条 go 命令都会到那里查找自己的工具，但什么也找不到。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。
goroot-other = GOROOT 指向另一个 Go
goroot-other-why = 正在运行的 Go 会使用 GOROOT 文件夹中的编译器，而那里是另一个版本，因此构建失败：`compile: version … does not match go tool version …`。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。
goroot-set = GOROOT 已设置，但不应设置
goroot-set-why = 现在的值是正确的，但下次升级后就不对了：每条 go 命令都会使用旧版本的工具。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。
folder-contains = 该文件夹中是 { $version }

## Go's settings

toolchain-invalid = GOTOOLCHAIN 的值无效
toolchain-invalid-why = 每条 go 命令都会失败，包括本可修复它的 `go env -u GOTOOLCHAIN`；只有 `go env -w GOTOOLCHAIN=auto` 有效。设为 `auto` 后，Go 会使用项目要求的工具链。
toolchain-pins = GOTOOLCHAIN 把 Go 固定在 { $version }
toolchain-pins-why = 无论安装了什么、项目要求什么，每条 go 命令都运行 { $version }，升级不起作用。删除此值后，Go 会使用项目要求的最新版本。
builds32-bit = 你正在构建 32 位程序
builds-for = 你正在为 { $target } 构建程序
builds-for-why = 无论在哪里运行，`go build` 都会为另一种系统或处理器构建程序：`go run` 和 `go test` 无法启动它们，或者运行得更慢。如果只是偶尔需要，请只为那一条命令设置该变量。
setting-ignored = Go 忽略了 `go env -w` 的一项设置
setting-ignored-why = 该文件以字节顺序标记开头（某些编辑器会写入它），因此 Go 会忽略第一行：{ $name } 没有生效。请将文件另存为不带字节顺序标记的 UTF-8，或重新添加该行。
first-line-ignored = Go 忽略了 { $file } 的第一行：{ $line }
flags-break-go = GOFLAGS 使 go 命令失败
flags-break-go-why = Go 在每条命令之前读取 GOFLAGS，在引号之外按空格拆分，遇到未知的参数就会失败，连 `go version` 也一样。包含空格的参数需要整个放在引号中：`'-ldflags=-s -w'`。

## cgo

named-compiler-missing = { $name } 指定的程序不存在
named-compiler-missing-why = 构建导入 "C" 的包时，Go 会启动此程序，因此构建会失败。请更正 { $name }，或取消设置它；之后 Go 会启动 `{ $default }`。
no-compiler = cgo 需要 C 编译器，但 Go 找不到
no-compiler-why = 导入 "C" 的包无法构建：Go 会报告 `C compiler "gcc" not found`，或构建约束排除了所有 Go 文件。{ $remedy }
compiler-off-path = C 编译器不在 PATH 中
compiler-off-path-why = Go 在 PATH 中查找 `gcc`，因此导入 "C" 的包无法构建。请添加它的文件夹：`upgo env path add { $folder }`，然后打开新终端。
compiler-for-other = C 编译器面向另一种处理器
compiler-for-other-why = 导入 "C" 的包无法构建，而且错误信息不会指出原因：`sorry, unimplemented: 64-bit mode not compiled in`。{ $remedy }它的文件夹必须在 PATH 中排在最前面。
named-compiler-for-other-why = 导入 "C" 的包无法构建，而且错误信息不会指出原因：`sorry, unimplemented: 64-bit mode not compiled in`。请更正 { $name }，或取消设置它；之后 Go 会启动 `{ $default }`。
install-compiler-on-windows = 请用 `winget install --exact --id { $package }` 安装一个，然后打开新终端。
install-compiler = 请用发行版的软件包安装 `gcc`，例如 `sudo apt install gcc libc6-dev` 或 `sudo dnf install gcc`。
project-uses-cgo = { $folder } 使用 cgo
not-found-on-path = PATH 的文件夹中都没有 { $program }
compiler-not-there = { $program } 不是程序
compiler-is-in = { $program } 位于 { $folder }
compiler-is-for = { $program } 面向 { $arch }，而 Go 为 { $own } 构建
compiler-not-text = C 编译器的名称不是有效的 Unicode
projects-unread = 部分项目的导入情况未知；请运行 `upgo audit`

## Projects

local-too-old = GOTOOLCHAIN 不允许使用项目需要的 Go
local-too-old-why = `go version` 在这里可以运行，但 `go build` 等命令会失败：{ $file } 需要 Go { $needs }，运行的是 { $runs }，而 GOTOOLCHAIN={ $value } 不允许切换。请使用更新的 Go，或让 Go 自行选择 (GOTOOLCHAIN=auto)。
setting-runs = GOTOOLCHAIN 的值为 { $value }（{ $place }）：运行的是 { $runs }
not-available = 需要 { $wanted }，但无法获得
not-available-why = go 命令会失败：需要 { $wanted }，但它不在 PATH 中。由 Upgo 安装后，Go 就能在 PATH 中找到它。
no-download = GOTOOLCHAIN 不允许下载
no-proxy = GOPROXY=off 不允许下载
named-but = { $program } 使用该名称，但实际是 { $version }
toolchain-is = GOTOOLCHAIN 的值为 { $value }
no-such-toolchain = 项目指定了不存在的工具链
no-such-toolchain-why = go 命令会失败：{ $name } 不是一个版本。从 Go 1.21 起，1.27 这样的数字是语言版本，对应的版本是 1.27.0、1.27.1 等。请在 `toolchain` 行中写其中之一，或删除该行：有 `go` 行就足够了。
toolchain-line = { $file }：toolchain { $name }
wrapper-empty = 一个 goX.Y.Z 命令没有对应的工具链
wrapper-empty-why = 当项目需要 { $name } 时，Go 会在 PATH 中找到并启动此程序，然后失败：`{ $name }: not downloaded`。请运行 `{ $name } download`，删除此程序，或让 Upgo 将该版本安装到 PATH 中更靠前的文件夹。
wrapper-has-no = { $program } 缺少 { $marker }

## Releases

go-not-permitted = 正在使用 { $version }，但不允许使用它
go-not-permitted-why = 你的组织决定这台电脑可以使用哪个 Go。升级会切换到允许使用的版本。
policy-has-mistakes = 组织的策略有错误
policy-has-mistakes-why = Upgo 按更安全的方式解释它，因此可能不允许安装任何版本。只有你的组织能够更正策略。
unsupported-why = Go { $line } 不会再有任何修复，包括安全修复：一个版本系列在两个更新的系列发布后停止支持。用它构建的程序会包含此后发现的漏洞。
new-terminal-runs-in = 新终端运行 { $folder } 中的 { $version }
support-ended = 支持已于 { $date } 结束
system-too-old = { $system } 太旧，无法运行最新的 Go
system-too-old-why = Go { $line } 及更新的版本无法在此系统上启动，因此 Upgo 不会提供它们。要使用它们，请升级操作系统。
system-too-old-but-why = Go { $line } 及更新的版本无法在此系统上启动，因此 Upgo 不会提供它们。能在这里运行的最新系列是 Go { $runs }，它不会再有任何修复。要使用更新的版本，请升级操作系统。
version-needs = { $version } 需要 { $system } 或更高版本
newest-here = 能在这里运行的最新版本系列是 Go { $line }
emulated = 此 Go 在你的 ARM64 电脑上以模拟方式运行
emulated-why = 构建需要数倍的时间，构建出的程序也是为另一种处理器生成的。
other-processor = 此 Go 不是为你的电脑构建的
other-processor-why = 它无法充分利用这台电脑的能力，构建出的程序也是为另一种处理器生成的。
go-is-for = { $folder } 中的 Go 面向 { $arch }，这台电脑是 { $own }
mixed-tree = 某个 Go 安装中混有其他版本的文件
mixed-tree-why = 可能是在旧版本上直接解压了新版本，或者更新被中断。这样的 Go 会出现奇怪的错误：`compile: version … does not match`，或重复的包。请删除该文件夹，然后重新安装此版本。
mixed-own-tree-why = 可能是在旧版本上直接解压了新版本，或者更新被中断。这样的 Go 会出现奇怪的错误：`compile: version … does not match`，或重复的包。Upgo 可以从已验证的压缩包恢复自己的工具链的文件；`upgo verify` 会列出不一致的文件。
file-is-from = { $file } 写的是 { $version }，但 { $part } 来自 { $other }
system-go-gone = 已安装的 Go 的文件夹不存在
system-go-gone-why = 一个已安装的 Go 的文件夹被删除了。Windows 仍会列出它，它在系统 PATH 中的条目已失效，安装程序也可能拒绝替换它。请修复或卸载它。
registered-in = { $name } ({ $arch }) 登记在 { $folder }，但那里没有 Go

## Upgo's folder

risky-place = Upgo 的文件夹位于有风险的位置
synced-why = 每个版本大约有一万个小文件需要同步，而同步会在 Go 读取时锁定或替换它们。请将 UPGO_HOME 设为本地磁盘上的文件夹，并在那里重新安装 Go。
on-network-why = 每次构建都要从那里读取数千个小文件，没有网络时 Go 无法工作。请将 UPGO_HOME 设为本地磁盘上的文件夹，并在那里重新安装 Go。
removable-why = 没有该驱动器时 Go 无法工作，拔出它还可能丢失版本切换。请将 UPGO_HOME 设为本地磁盘上的文件夹，并在那里重新安装 Go。
is-synced = { $folder } 位于会同步到云端的文件夹中 ({ $cloud })
is-on-network-drive = { $folder } 位于网络驱动器
is-on-share = { $folder } 位于网络共享
is-removable = { $folder } 位于可移动驱动器
disk-low = 磁盘空间不足
disk-low-why = 升级期间大约需要 400 MB，之后占用约 250 MB；构建也需要空间。空间不足时，Upgo 会拒绝升级，并且不作任何更改。
free-on = { $folder } 所在的磁盘有 { $size } 可用空间
no-longer-needed = 不再需要：{ $names }
leftovers = 有之前的更改留下的文件
leftovers-why = 一次更改未能删除它移开的所有文件，通常是因为其中的程序仍在运行。Go 不受影响。等到没有程序再从那里运行时，Upgo 会在下次更改时删除它们。
not-the-published-go = 一个已安装的 Go 不是官方发布的版本
not-the-published-go-why = 它来自一个由你提供 SHA-256 的文件，而版本列表中此版本的 SHA-256 不同。其文件可能被篡改。修复操作会恢复官方发布的文件。
list-has-other-of = 版本列表中 { $version } 的 SHA-256 不同
bisect-left = 被中断的版本查找留下了工具链
bisect-left-why = `upgo bisect` 会为查找安装一些版本，结束时再移除。这次查找在此之前被中断。Go 不受影响。下一次查找也会移除它们。
own-files-damaged = Upgo 自己的一些文件已损坏
own-files-damaged-why = Upgo 不会使用它们，因此 Go 不受影响。`upgo check` 会重新写入缓存文件，`upgo verify VERSION --repair` 会重新生成某个版本的文件清单。要得到新的安装记录，请移除该版本后重新安装。记录已损坏的更改无法撤销。其他损坏的文件可以移到别的文件夹。文件损坏可能意味着磁盘有故障。

## The network

not-asked = 还没有检查过新版本，请运行 `upgo check`
intercepted = 与版本服务器的连接被拦截
intercepted-why = 这台电脑与服务器之间的公司代理或杀毒软件使用了自己的证书，Upgo 和 Go 都不接受它。请向管理员索取该证书，将它添加到系统信任的证书中，或在 `ca-file` 设置中指定它的文件。Upgo 仍会验证每个文件的 SHA-256。
unreachable = 无法获取版本列表
unreachable-why = 上次检查未能获取版本列表，因此 Upgo 不知道最新的版本。{ $remedy } 如果 go.dev 被屏蔽（某些公司和国家会这样），请使用镜像：`mirrors` 设置，或 UPGO_FEED_URL。
last-check-failed = 上次检查失败：{ $problem }

## Policies and virus scanners

blocked = 有策略阻止 Go 启动
blocked-why = Windows 没有启动 Upgo 文件夹中的程序：{ $reason }。许多公司只允许运行标准用户无法写入的文件夹中的程序。详细信息请查看 { $log }。请让管理员允许此文件夹，或用官方安装程序为所有用户安装 Go。
treated-as-malware = 杀毒软件认为它是恶意软件
security-history = “Windows 安全中心”的“保护历史记录”
blocked-by-restriction = 它被软件限制策略或 AppLocker 阻止
app-locker-log = 事件查看器中的 Microsoft-Windows-AppLocker
blocked-by-app-control = 它被 App Control for Business 或智能应用控制阻止
code-integrity-log = 事件查看器中的 Microsoft-Windows-CodeIntegrity
folder-is = 文件夹：{ $folder }
built-blocked = 你编译的程序可能会被阻止
built-blocked-why = Go 可以使用，但这台电脑拒绝启动 Upgo 用它编译的小程序。`go run`、`go test` 以及你自己的程序也会遇到同样的问题。在 Linux 上，常见原因是文件系统以 `noexec` 方式挂载，或者 SELinux、fapolicyd 的限制。请让管理员允许你编译的程序。
built-blocked-on-windows-why = Go 可以使用，但 Windows 没有启动 Upgo 用它编译的小程序：{ $reason }。`go run`、`go test` 以及你自己的程序也会遇到同样的问题。详细信息请查看 { $log }。请让管理员允许你编译的程序。
smart-app-control-on = 智能应用控制已开启
smart-app-control-on-why = 智能应用控制只允许启动已签名或广为人知的程序，并且无法设置例外。它可能会阻止你用 Go 编译的程序、`go install` 安装的程序以及 Upgo 的更新。可以在“Windows 安全中心”的“应用和浏览器控制”中将其关闭，但重新开启可能需要重置 Windows。Upgo 不会代你关闭。
smart-app-control-evaluates = 智能应用控制正在评估这台电脑
smart-app-control-evaluates-why = Windows 目前不会阻止任何程序，但可能会自行开启智能应用控制。开启后，它只允许启动已签名或广为人知的程序，可能会阻止你用 Go 编译的程序。可以在“Windows 安全中心”的“应用和浏览器控制”中将其关闭。
smart-app-control-state = VerifiedAndReputablePolicyState 的值为 { $state }
program-missing = 缺少 Upgo 的一个程序
programs-cannot-start = 已安装的 Go 有程序无法启动
programs-cannot-start-why = 这些文件还在，但权限或大小与官方发布的不同。备份、通过网络驱动器复制或杀毒软件都可能改动它们。Upgo 会从已验证的压缩包恢复这些文件；如果只是缺少执行权限，则直接恢复权限。
program-missing-why = 这些程序由 Upgo 安装，但不是由 Upgo 删除的，通常是杀毒软件所为。`upgo install VERSION` 会从已验证的压缩包恢复工具链的文件，以及它在 `bin` 中的命令。
program-missing-on-windows-why = 这些程序由 Upgo 安装，但不是由 Upgo 删除的，通常是杀毒软件所为。“Windows 安全中心”会在“保护历史记录”中列出被移除的文件，请在那里还原它们，并报告误报。`upgo install VERSION` 会从已验证的压缩包恢复工具链的文件，以及它在 `bin` 中的命令。
slow-install = 安装耗时过长
slow-install-why = 写入 Go 工具链的约一万个文件很慢：可能是磁盘慢，也可能是有程序在扫描每个文件。
slow-install-on-windows-why = 杀毒软件会在写入时逐个扫描 Go 工具链的约一万个文件，以及每次构建的文件。在 Dev Drive（“设置”>“系统”>“存储”>“磁盘和卷”）上，扫描会推迟到后台进行。要把 Upgo 的文件夹移到那里，请设置 UPGO_HOME。Upgo 从不关闭任何扫描程序。
finished-after = { $version }：共 { $files } 个文件，在收到最后一个字节后 { $seconds } 秒完成

## Shells and editors

new-login = 新的登录
new-window = 新的窗口
cmd-shell = cmd
windows-powershell = Windows PowerShell
powershell-seven = PowerShell 7
git-bash = Git Bash
terminal-runs-in = { $terminal }运行 { $folder } 中的 { $version }
terminal-finds-none = { $terminal }找不到 Go
terminal-says = { $terminal }：{ $says }
should-run = 根据它的环境，应运行 { $version }
should-fail = 根据它的环境，应失败：{ $says }
terminals-differ = 新的登录和新的窗口运行不同版本的 Go
terminals-differ-why = Shell 的启动文件有些只在登录时读取，有些只在打开窗口时读取，因此运行哪个 Go 取决于终端的打开方式。请在两者都会读取的文件中设置 PATH，或删除把另一个 Go 放在前面的那一行。
answers-otherwise = 新终端运行的 Go 与预期不同
answers-otherwise-why = 按照 Go 的规则，那个终端的环境应得到另一个版本。Upgo 以终端的回答为准。名为 `go` 的脚本，或混有其他版本文件的 Go 文件夹，都可能造成这种情况。如果都不是，请报告此问题：`upgo log report` 会收集所需信息。
fails-in-terminal = Go 在新终端中失败
fails-in-terminal-why = 新终端中的每条 `go` 命令都会因此错误而停止。请更正它指出的问题；`upgo env` 会显示 Go 的各项设置来自哪里。
profile-overrides = Shell 启动文件指定了自己的 Go
profile-overrides-why = Shell 启动时会运行这些行，它们会覆盖 Upgo 的那一行，无论你选择哪个版本。请删除这些行；Go 从不需要 GOROOT。
profile-overrides-on-windows-why = Shell 启动时会运行这些行，它们会覆盖 Windows 保存的 PATH 和环境变量，无论你选择哪个版本。请删除这些行；Go 从不需要 GOROOT。
line-of = { $place }，第 { $number } 行：{ $text }
editor-pinned = 有编辑器固定使用某个 Go
editor-pinned-why = 无论终端运行哪个版本，编辑器都使用其设置中的 Go：升级后它仍使用旧版本，旧版本被移除后就会出错。Upgo 可以从你自己的 VS Code 及其衍生编辑器的设置中删除 Go 扩展的设置。项目、gopls 和终端的设置以及 PATH 请自行删除；在 GoLand 中，请在“Settings › Go › GOROOT”中选择另一个 SDK。
editor-unread = 无法读取编辑器的设置
editor-unread-why = 其中可能固定了某个 Go，那样无论终端运行哪个版本，编辑器都会使用它。请在编辑器中打开该文件并更正。
editor-settings-unread = { $file }：{ $why }
editor-setting = { $file }：{ $name } 的值为 { $value }
editor-uses = { $editor } 仍在使用 { $version }
editor-uses-old = { $editor } 仍在使用旧的 Go
editors-use-old = { $count } 个编辑器仍在使用旧的 Go
editors-use-old-why = Go 扩展只在启动时查找 Go，在重新加载窗口之前会一直使用旧版本：请运行命令 `Developer: Reload Window`。如果 PATH 也有更改，请关闭编辑器的所有窗口，然后重新启动它。
started-before = { $editor } 在上次切换之前就已启动

## The environment

variable-breaks-go = { $name } 使 Go 无法正常运行
variable-breaks-go-why = 在更正或删除 { $name } 之前，go 命令会报错并停止。
go-not-tried = 没有用此终端的设置试运行过 Go
built-programs-cannot-start = Go 无法启动它构建的程序
built-programs-cannot-start-why = `go run` 和 `go test` 在临时文件夹中构建程序并在那里启动它们。可以用 GOTMPDIR 指定另一个文件夹。
nothing-starts-in = 系统不启动 { $folder } 中的程序，例如该文件系统是以 noexec 挂载的
starts-untried = 没有在临时文件夹中启动过程序

## The checks that found nothing: the statement that holds

passed-path-shadowed = 新终端运行你选择的 Go
passed-path-machine-hides-user = 系统 PATH 没有遮挡你的 Go
passed-path-missing-upgo = Upgo 的文件夹在 PATH 中
passed-path-gobin-missing = go install 的文件夹在 PATH 中
passed-path-go-of-other-system = 在 WSL 中，`go` 不是 Windows 的文件
passed-path-truncated = PATH 是完整的
passed-path-tilde = PATH 中没有以 ~ 开头的文件夹
passed-path-wrong-kind = PATH 的注册表类型正确
passed-path-near-limit = PATH 的长度远低于上限
passed-path-machine-user-writable = 系统 PATH 中的文件夹只有管理员可写
passed-path-dead-entry = PATH 中的文件夹都存在
passed-path-duplicate = PATH 中没有重复的条目
passed-goroot-stale = GOROOT 没有指向另一个 Go
passed-goroot-set = GOROOT 未设置，由 Go 自行确定
passed-goenv-invalid-toolchain = GOTOOLCHAIN 的值有效
passed-goflags-breaks-go = GOFLAGS 中的参数都有效
passed-goenv-breaks-go = 每个 Go 变量的值都能被 Go 接受
passed-goenv-starts-nothing = Go 能启动它构建的程序
passed-goenv-pins-toolchain = GOTOOLCHAIN 没有固定版本
passed-goenv-foreign-target = Go 为这台电脑构建程序
passed-goenv-bom = Go 能读取 go env 文件的每一行
passed-cgo-no-compiler = 没有设置或项目需要 Go 找不到的 C 编译器
passed-gotoolchain-local-too-old = 运行的 Go 满足你的项目的要求
passed-gotoolchain-missing = GOTOOLCHAIN 指定的版本可用
passed-gomod-language-version-toolchain = go.mod 中的 toolchain 行有效
passed-dl-wrapper-never-downloaded = golang.org/dl 的程序都有自己的 Go
passed-version-unsupported = 运行的 Go 受支持
passed-os-too-old = 这个系统能运行最新的 Go
passed-arch-emulated = Go 与这台电脑的处理器匹配
passed-tree-mixed = 没有 Go 混有其他版本的文件
passed-tree-other-digest = 已安装的 Go 都不与版本列表矛盾
passed-tree-cannot-start = 已安装的 Go 的所有程序都可以启动
passed-msi-folder-gone = 系统 Go 的文件夹存在
passed-home-risky-place = Upgo 的文件夹位于本地磁盘
passed-disk-low = 磁盘空间足够升级
passed-home-damaged = Upgo 自己的文件完好
passed-leftover-staging = 没有中断的安装留下的文件
passed-leftover-bisect = 没有中断的版本查找留下的工具链
passed-network-tls-intercepted = 与版本列表服务器的加密连接未被拦截
passed-network-go-dev-blocked = 上次检查获取到了版本列表
passed-policy-not-permitted = 组织允许使用当前的 Go
passed-policy-malformed = 组织的策略没有错误
passed-policy-execution-blocked = Windows 允许运行 Go
passed-policy-built-blocked = 用 Go 编译的程序可以启动
passed-policy-smart-app-control = 智能应用控制未开启
passed-policy-smart-app-control-evaluates = 智能应用控制没有在评估这台电脑
passed-antivirus-quarantined = Upgo 的程序文件都在
passed-antivirus-slow-install = 安装没有被杀毒软件拖慢
passed-terminal-login-and-window-differ = 新的登录和新的窗口运行同一个 Go
passed-terminal-answers-otherwise = 新终端运行预期的 Go
passed-shell-profile-overrides = Shell 启动文件没有指定自己的 Go
passed-editor-pins-go = 编辑器没有固定 Go 的版本
passed-editor-needs-reload = 编辑器使用当前的 Go
