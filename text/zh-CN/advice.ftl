### What to do about a problem: whole sentences.

## Releases

ask-in-terminal = 请在已读取该文件的终端中运行此命令。
use-a-release = 如需改用正式版本，请运行 `upgo upgrade`。

## The environment

put-first-on-path = 请将 { $folder } 放在 PATH 的最前面。
unset-toolchain = 请移除该设置：`upgo env unset GOTOOLCHAIN`。如果由启动文件设置，请在该文件中移除。
startup-file-decides = 由 shell 的启动文件决定：{ $line }。
choose-in-manager = 请在这个 shim 所属的版本管理器中设置版本，或运行 `upgo env path first` 让 Upgo 的 Go 优先。
correct-what-go-says = 请更正它指出的问题；`upgo env` 会显示 Go 的各项设置来自哪里。
put-before-on-path = 请在 PATH 中将 { $folder } 放到它的前面。`upgo why` 会显示哪个排在最前。
selected-in-vain = Upgo 将选用 { $version }，但该终端不会运行它。
adopt-or-step-aside = 可以让 Upgo 管理那个 Go（`upgo adopt`），经一次管理员确认将它移到 Upgo 之后（`upgo step-aside`），或保留它并由 Upgo 升级（`upgo system keep`）。
put-first-in-shell = 请在 shell 的配置中将 { $folder } 放在 PATH 的最前面。
add-to-path-and-open = 请运行 `upgo env path first`，然后打开新终端。
path-by-variable = 请自行更改 PATH；也可以移除变量 { $variable }，让 Upgo 来完成。
path-by-setting = 请自行更改 PATH；也可以打开设置“需要时更改 PATH”（`upgo settings set modify-path true`），让 Upgo 来完成。
path-by-policy = 请自行更改 PATH。你的组织不允许 Upgo 更改它。
see-path = `upgo env` 会显示 PATH，`upgo env path add` 可添加文件夹。
add-line-to-startup = 请将这一行添加到 shell 的启动文件：{ $line }
set-home-or-leave-path = 请将 HOME 设为你的主文件夹，或设置 UPGO_NO_MODIFY_PATH=1。
edit-yourself = 请检查 { $path }，并自行编辑。
close-writer = 另一个程序正在同时写入它。请关闭该程序，然后重试。
use-user-or-go-scope = 请使用 --scope user 或 --scope go。
use-user-scope = 请使用 --scope user。
remove-go-env-off = 请移除 GOENV=off，或使用 --scope user。
use-admin-terminal = 请在以管理员身份打开的终端中运行该命令。
use-same-home = 请将 UPGO_HOME 设为进行更改时的值，然后运行。
see-go-variables = `go help environment` 会列出这些变量。
use-other-scope = 请使用其他作用域，或让 Go 自行选择值。
choose-other-value = 请为 { $name } 选择其他值，参阅 `go help environment`。
open-home-to-others = 请将 UPGO_HOME 设为你自己的文件夹。若要让其他帐户运行其中的 Go，其所有者可以用 `{ $command }` 开放该文件夹。
use-own-home = 请将 UPGO_HOME 设为你自己的文件夹，或以该文件夹所有者的帐户运行。
close-to-others = 请取消其他帐户的写入权限（`{ $command }`），或将 UPGO_HOME 设为你自己的文件夹。
use-closed-folder = 请选择其他帐户无法写入的文件夹。
use-empty-home = 请将 UPGO_HOME 设为空文件夹，或由 Upgo 创建的文件夹。
replace-link = 请将 { $path } 换成真正的文件夹。若要将 Upgo 的数据放在其他磁盘上，请移动整个文件夹并设置 UPGO_HOME。
use-folder-as-home = 请将 UPGO_HOME 设为一个文件夹，或尚不存在的路径。
set-user-folder = 请将 HOME 设为你的主文件夹，或创建 { $folder }。Upgo 不会创建它。
use-home-alone = 请将 UPGO_HOME 设为 Upgo 专用的文件夹。
use-full-path = 请将 UPGO_HOME 设为完整路径，或移除它并设置 HOME。
use-home-without = 请将 UPGO_HOME 设为路径中不含 `{ $separator }` 的文件夹。
home-is-no-setting = Upgo 的文件位置由环境变量 UPGO_HOME 指定，而不是由设置指定。
did-you-mean = 你指的是 `{ $name }` 吗？{ $then }
fix-position = 请修正文件的这个位置。
fix-or-restore-settings = 请在编辑器中修正 { $path }，或恢复上次有效的设置：`upgo settings import { $good }`。如果删除它，所有设置都会使用默认值。
fix-settings-file = 请在编辑器中修正 { $path }，然后重试。如果删除它，所有设置都会使用默认值。
wait-or-end = 请等它完成后重试。如果该进程没有响应，请结束它：下一个命令会完成或还原它的更改。
close-and-repeat = 请关闭它，然后重试。
repeat-and-agree = 请重试，并在提示中选择“是”：这会先完成被中断的更改。
install-and-use = 请安装 { $version } 并使用它：`upgo install { $version } --use`。
switch-first = 请先切换到其他版本，或运行 `upgo remove { $version } --force`。
install-fitting = 请安装 { $version }，它是此系统能够运行的最新版本：`upgo install { $version } --use`。
install-newest-of-bundle = 不指定版本即可安装离线包中的最新版本。
leave-old-go = 不使用 --remove-old，旧的 Go 就会保留在原处。
install-published = 若要安装官方发布的版本，请运行 `upgo install { $version }`。
repair-version = 请修复该版本：`upgo verify { $version } --repair`。
wait-for-records = 请在可以连接校验和数据库时重试。GOPROXY 也可能提供其记录。
bundle-again = 请在可以连接校验和数据库的网络中重新创建离线包，或在此处运行一次 `upgo check`。
proof-required = 请换个网络重试。设置 `proof` 要求有独立证明。
check-date-first = 请检查这台计算机的日期。{ $then }
address-example = 请使用类似 https://go.dev/dl/ 或 file:///srv/go/ 的地址。
proxy-example = 请使用类似 http://proxy.example:3128 的地址。
allow-host = 如果该地址正确，请将其主机添加到设置 redirect-hosts，然后重试。
give-server-login = 请将该服务器的用户名和密码写入 .netrc。在 Linux 和 macOS 上，其他账户不得有读取该文件的权限（chmod 600）。对于 GOPROXY，也可以写在它的地址中。
give-proxy-login = 代理 { $proxy } 要求提供用户名和密码。请将其写入 HTTPS_PROXY。
proxy-login-unsupported = 代理 { $proxy } 只接受 { $schemes }，而 Upgo 只能使用 Basic 登录。请向网络管理员索取无需登录的代理，或在本机运行可以代为登录的代理（例如 Px），并指定它：`upgo settings set proxy http://127.0.0.1:3128`。
proxy-script-unusable = Windows 的代理由脚本 { $script } 指定，但 Upgo 无法使用该脚本（{ $reason }）。请直接指定代理：`upgo settings set proxy http://HOST:PORT`。
certificates-in-pem = 请将 ca-file 设为包含 PEM 格式证书的文件。
install-newest-upgo = 请使用安装程序安装最新的 Upgo。
allow-reading = 请授予你的帐户读取它的权限。
reinstall-program = 如果该程序无法运行，请重新安装。
add-module-folders = 请指定 Go 模块所在的文件夹，或在“项目”页中添加（`upgo settings set projects FOLDER,FOLDER`）。
install-desktop-or-schedule = 请安装 Upgo 的桌面程序，或运行不需要它的 `upgo background scheduled`。
install-desktop-or-off = 请安装 Upgo 的桌面程序，或运行 `upgo background off`。
ask-to-delete-task = 请管理员在任务计划程序的 Upgo 文件夹中删除该任务。

## For one error each

close-or-wait = 请关闭它，或再次运行该命令并加上 --wait；要直接移除，请加上 --even-if-running。
see-broken-in-terminal = 运行 `upgo rehearse --change { $change }` 可查看出了什么问题。如果仍要升级，请运行 `upgo install { $version } --use`。
run-again-and-agree = 请再次运行该命令，并在提示中选择“是”：这会先完成被中断的更改。
choose-verifiable = 请选择其他版本：Upgo 不会安装无法校验的内容。
its-log-is = 日志位于 { $log }。
nothing-closed = 没有任何更改，也没有关闭任何程序。
still-unfinished = 它仍未完成，也没有开始新的更改。
keeps-vulnerability-data = 将继续使用已有的漏洞数据。版本信息不受影响。
build-unknown = 没有任何更改。无法得知该程序的构建方式。

## Archives, bundles and mirrors

give-official-name = 请使用官方文件名，例如 go1.27.3.windows-amd64.zip。
compare-digest = 该文件的 SHA-256 是 { $digest }。请与 https://go.dev/dl/ 上的值比较，然后再次运行该命令并加上 --sha256 { $digest }。
name-bundle-file = 请指定由 `upgo bundle create` 创建的文件。
create-bundle-for = 请用 `--os { $os } --arch { $arch }` 创建离线包。
choose-other-file = 请选择其他文件名，或先删除该文件。
bundle-less = 请减少版本或目标系统，或将镜像的文件夹复制到 U 盘 (`upgo mirror build`)。
copy-bundle-again = 请重新复制离线包，或用 `upgo bundle create` 重新创建。
name-archive-folder = 请指定包含压缩包的文件夹，例如镜像。
demand-proofs = 要求独立证明的电脑会拒绝这些文件；从离线包安装而从未获取过版本列表的电脑也会拒绝。请在可以连接校验和数据库的地方再次运行该命令。
list-mirror = 运行 `upgo mirror verify` 可列出其中的内容。
keep-with-versions = 请用 --versions 指定要保留的版本，或先重新构建镜像。
build-whole-mirror = 请再次运行 `upgo mirror build`，并指定镜像的所有版本。已有的文件会保留。
build-mirror-first = 请先用 `upgo mirror build` 创建它。
serve-here = 请使用类似 127.0.0.1:8080 的地址。要为其他电脑提供镜像，请使用 Web 服务器。
use-other-port = 请使用其他端口，或用 0 表示任意空闲端口。
remove-and-install = 请运行 `upgo remove { $version }`，然后从该文件重新安装。
use-list-with-source = 请使用列出源代码的版本列表，例如官方列表。
verify-version = 请运行 `upgo verify { $version }`。

## Vulnerabilities, projects and searches

name-smaller-folder = 请指定范围更小的文件夹。
name-fewer-projects = 请减少设置 `projects` 中的文件夹。
imports-unknown = 无法得知你的项目导入了哪些包。
entries-ignored = Upgo 会忽略这些条目。该列表可能是伪造的。
whatsnew-reversed = 请运行 `upgo whatsnew { $to } { $from }`。
wait-for-it = 请等它结束。
next-bisect-removes = 下一次 `upgo bisect` 会移除它们；也可以用 `upgo remove` 移除。
find-fix = 要查找修复了某个问题的版本，请将命令的成功与失败对调。
not-tried = 将跳过它。
name-older-good = 请用 --good 指定更旧的版本，或更正命令。
name-failing-bad = 请用 --bad 指定会使命令失败的版本，或更正命令。
see-with-exec = 请用 `upgo exec` 运行它以查看原因，然后重新查找。
checks-are = 可用的检查：{ $names }。
see-instance-schema = `upgo dsc schema` 会输出实例的 JSON 架构。
give-other-use = 请为另一个版本设置 `"use": true`。
connect-share = 请连接共享，或创建该文件夹。
name-report-folder = 请指定包含报告的文件夹。
see-projects-setting = 运行 `upgo settings get projects` 可查看这些文件夹。
rename-or-name = 请重命名该文件夹，或在命令行中指定它：`upgo projects PATH`。
stop-searching = 要不再搜索它，请运行 `upgo projects remove { $folder }`。
name-existing-folder = 请指定已存在的文件夹。
name-existing-file = 请指定已存在的文件。
name-or-add-project = 请指定项目的文件夹，或添加一个：`upgo projects add PATH`。
restore-then-undo = 如需撤销，请还原该文件，然后再次运行 `upgo rollback { $id }`。
run-then-raise = 请运行 `{ $command }`，然后再次更新。
run-both-then-raise = 请依次运行 `{ $command }` 和 `{ $then }`，然后再次更新。
try-fixes = 如需尝试：`upgo rehearse { $version } --fixes`。
fix-the-rest = 再次运行此命令，即可更改其余部分。
init-or-version-file = 请运行 `go mod init`；或运行 `upgo settings set follow-projects true`，之后固定版本时会创建 `.go-version`，`go` 会遵照它。
correct-line-first = 请先更正该行。
pin-newer = 请将项目固定到 Go { $needs } 或更高版本。
name-go-with-line = 请指定 Go 1.21 或更高版本。
name-other-version = 请指定其他版本。
see-rehearsals = 运行 `upgo history` 可查看哪些更改有试编译结果。
nothing-to-compare-with = 不会试编译项目，因为没有可供比较的版本。
commit-before-tests = 在这里运行测试之前，请先提交你的工作。
save-before-tests = 在这里运行测试之前，请先保存其他程序中的工作。

## Values and commands

if-wrong-roll-back = 如果不对，请运行 `upgo rollback`。`go help environment` 有 { $name } 的说明。
see-its-value = 运行 `upgo env` 可查看它的值。
remove-there = 请在那里移除它。`upgo env` 会显示完整的 PATH。
unset-in-scope = 请运行 `upgo env unset { $name } --scope { $scope }`。
save-without-mark = 请将文件另存为不带 BOM 的 UTF-8。
correct-or-unset = 请更正 { $name }，或取消设置它。
see-setting = 运行 `upgo settings get { $key }` 可查看它的值。
name-other-shell = 请指定其他 shell，例如 `upgo shell VERSION --shell bash`。
name-shell = 请用 --shell 指定：bash、zsh、fish、powershell 或 cmd。
shell-without-print = 请运行 `upgo shell`，不要加 --print。
move-home-plain = 请将 Upgo 的文件夹移到不含该字符的路径。
write-version-into = 请在 { $file } 中写入 1.26.6、1.26 或 >=1.26.6 这样的版本，或在命令中指定版本。
name-a-version = 请指定版本，例如 1.27.3、1.27 或 latest。
wsl-from-linux = 在发行版中，`upgo status` 会显示其中的 Go。
add-line-by-hand = 请手动在其中添加这一行：{ $line }
remove-line-by-hand = 请手动从中删除这一行，它已不起作用：{ $line }

## Other installations of Go

name-one-folder = 请指定其中一个的文件夹。
check-downloaded = 请检查该文件夹，或运行 `upgo cache clean-go modules` 删除整个模块缓存。
remove-downloaded-with = 它由 Go 下载。要删除它，请运行 `upgo remove --downloaded { $version }`。
adopt-folder = 如需交给 Upgo 管理，请运行 `upgo adopt { $root }`。
see-installations = 运行 `upgo list` 可查看这台电脑上的所有 Go。
can-leave-there = 你可以保留它，因为 Upgo 的 Go 在 PATH 中排在最前面。
install-to-come-first = 运行 `upgo install { $version } --use` 可使 Upgo 的 Go 在 PATH 中排在最前面。
remove-other-with = 如果不再需要另一个 Go，请用 `{ $command }` 移除它。
move-elsewhere = 请将 { $path } 移到别处，然后重试。
choose-go-folder = 请选择包含 VERSION 和 bin/{ $program } 的文件夹。
install-for-account = 请运行 `upgo install latest --use`，为你的帐户安装 Go。
finish-with-repair = 请运行 `upgo system repair --arch { $arch }` 以完成它。这会显示一次管理员提示。
finish-again = 请再次运行该命令以完成它。这会显示一次管理员提示。
uninstall-if-unneeded = 如果不需要它，请运行 `upgo system uninstall --arch { $arch }`。
administrator-network = Upgo 的管理员进程既不使用你的代理，也不使用只有你信任的根证书。管理员可以在 HKLM\Software\Policies\Upgo 中指定它们（`Proxy`、`CaFile`），或用 `netsh winhttp set proxy` 设置系统的代理。

## Earlier changes

to-undo-earlier = 要撤销更早的更改，请指定它：`upgo rollback N`；`upgo history` 会列出各次更改。
still-in-effect = 没有任何更改。那次更改的结果仍然有效。
hide-damaged = 要不再看到此消息，请将 { $path } 移到其他文件夹。
undo-earlier = 要撤销它之前的更改，请运行 `upgo rollback { $id }`。
take-back = 要将其撤销，请运行 `upgo rollback { $id }`。
install-first = 请先运行 `upgo install { $version }`。
undo-first = 请先撤销更改 { $id }：`upgo rollback { $id }`。
to-remove-them = 要移除它安装的版本，请运行 `upgo remove { $versions }`。
switch-to-other-first = 请先切换到其他版本：`upgo use VERSION`。
upgrade-without-patch = 请运行 `upgo upgrade`，不要加 --patch。
find-writer = 请查明是哪个程序写入了它。Upgo 已将其移到一边。
record-is-now = 它已完成的部分保持原样。其记录现在位于 { $path }。
doctor-then-again = 请运行 `upgo doctor` 检查你的 Go，然后重新进行更改。
half-purged = 工具链和 Upgo 对 PATH 的更改已移除，但 Upgo 的文件夹还有一部分没有删除。
purge-again = 请排除原因，然后再次运行 `upgo self uninstall --yes`，移除剩余部分。
end-unrecorded = 该更改已记入 Upgo 的操作记录，只是审核日志中缺少它的结束记录。
run-as-yourself = 请打开一个普通终端（不要选择“以管理员身份运行”），并在其中运行同一命令。
run-without-sudo = 请不使用 sudo 运行同一命令，或以该帐户运行：sudo -H -u '{ $owner }' upgo …

## Programs that Go built

see-tools = 运行 `upgo tools` 可查看这些程序。
update-as-built = 请按原来构建它的方式更新，或运行 `go install { $package }@latest`。
upgrade-go-first = 请先运行 `upgo upgrade`，然后用较新的 Go 构建此程序。
check-goproxy = 请用 `upgo env` 检查 GOPROXY。如果该模块是私有的，请将它添加到 GOPRIVATE。

## Upgo itself

install-wanted-upgo = 请用安装程序安装你想要的 Upgo。
unset-variable = 请取消设置 { $name }。
set-vulnerability-database = 请将 UPGO_VULN_URL 设为该数据库的副本，或设为 https://vuln.go.dev。
upgrade-nevertheless = 如仍要安装，请运行 `upgo upgrade --to { $version }`。
use-exactly = `upgo exec { $version } COMMAND` 用该版本运行一条命令，`upgo shell { $version }` 打开使用该版本的 shell。
set-self-update-ask = 请运行 `upgo settings set self-update ask`。
ask-manager = 请联系{ $manager }更改策略。运行 `upgo policy` 可查看全部内容。
run-or-aur-helper = 请运行 `{ $command }`，或用你自己的 AUR 助手执行同样的操作。
replace-package = 请下载新的软件包，然后像首次安装时一样安装它。
replace-app-image = 请下载新的 AppImage 并替换该文件。
update-nix = 请更新你的 Nix channel 或 flake。
ask-or-install-own = 请联系管理员，或仅为你自己安装 Upgo。
build-or-install-release = 请重新构建，或安装正式发布的版本。
install-writable = 请将 Upgo 安装到你可以写入的文件夹。
choose-report-name = 请选择其他文件名：`upgo log report FILE`。
list-report = 运行 `upgo log report` 可列出其中的内容。

## What stops Go

name-a-release = 请在需要 { $name } 的地方指定具体的版本，例如 { $name }.0。
correct-or-wait = 请更正 `go` 行或 `toolchain` 行；也可以等该版本发布后运行 `upgo check`。
install-or-remove = 请运行 `upgo install { $version }`，或移除该程序。
install-so-found = 请运行 `upgo install { $version }`，之后 Go 就能在 PATH 中找到它。
correct-or-remove = 请更正 { $name }，或移除它。
fix-then-repeat = { $fix } 然后重试。
remove-named = 请移除 { $name }。
correct-go-mod-or-line = 请更正它的 go.mod，或从 go.work 中删除该行。
remove-mod-flag = 请从 GOFLAGS 中移除 -mod=mod，或设置 GOWORK=off。
work-use-or-off = 请运行 `{ $command }`，或设置 GOWORK=off。
correct-the-line = 请更正该行。
correct-file = 请更正 { $file }。
correct-go-line = 请更正它的 `go` 行。
remove-toolchain-variable = 请移除变量 GOTOOLCHAIN，或将其设为 auto。
remove-default-line = 请删除 `toolchain default` 行，或安装 Go { $needs } 或更高版本。
use-newer-or-run-auto = 请使用 Go { $needs } 或更高版本；也可以运行 `go env -w GOTOOLCHAIN=auto`，让 Go 自行切换。
use-newer-or-set-auto = 请使用 Go { $needs } 或更高版本；也可以将 GOTOOLCHAIN 设为 auto，让 Go 自行切换。

## Policies

wait-or-ask = 请等到那一天，或请{ $manager }批准。运行 `upgo policy` 可查看规则。
ask-to-correct = 请联系{ $manager }更正 { $place }。运行 `upgo policy` 可查看全部内容。
ask-to-correct-policy = 请联系{ $manager }更正策略。运行 `upgo policy` 可查看全部内容。
choose-other-or-ask = 请选择其他版本，或联系{ $manager }。运行 `upgo policy` 可查看规则。

## Notifications

start-notification-service = 请启动通知服务，或不时查看 Upgo 的窗口。
ask-your-administrator = 请联系管理员。
turn-notifications-on = 请在系统设置的“通知”中打开。
register-desktop = 请注册它：`upgo-desktop --register`。
check-window = 请不时查看 Upgo 的窗口。

## The command line and the window

review-new-plan = 请查看新计划。
look-and-start = 请重新查看，然后再开始。
use-in-terminal = 你可以在终端中使用 `upgo`。
