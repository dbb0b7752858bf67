### What to do about a problem: whole sentences.

## Releases

ask-in-terminal = 请在已读取该文件的终端中运行此命令。

## The environment

as-the-code-says = { $remedy }
put-first-on-path = 请将 { $folder } 放在 PATH 的最前面。
put-before-on-path = 请在 PATH 中将 { $folder } 放到它的前面。`upgo why` 会显示哪个排在最前。
put-first-in-shell = 请在 shell 的配置中将 { $folder } 放在 PATH 的最前面。
add-to-path-and-open = 请运行 `upgo add-to-path`，然后打开新终端。
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
use-same-home = 请使用进行更改时的 UPGO_HOME 运行。
see-go-variables = `go help environment` 会列出这些变量。
use-other-scope = 请使用其他作用域，或让 Go 自行选择值。
choose-other-value = 请为 { $name } 选择其他值，参阅 `go help environment`。
use-own-home = 请将 UPGO_HOME 设为你自己的文件夹，或以该文件夹所有者的帐户运行。
close-to-others = 请取消其他帐户的写入权限（`{ $command }`），或将 UPGO_HOME 设为你自己的文件夹。
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
fix-or-restore-settings = 请在编辑器中修正 { $path }，或恢复上次有效的设置：`upgo settings import "{ $good }"`。如果删除它，所有设置都会使用默认值。
fix-settings-file = 请在编辑器中修正 { $path }，然后重试。如果删除它，所有设置都会使用默认值。
wait-or-end = 请等它完成后重试。如果该进程没有响应，请结束它：下一个命令会完成或还原它的更改。
close-and-repeat = 请关闭它，然后重试。
see-broken = 历史记录中的更改 { $change } 会显示哪里出错。若仍要升级，请安装该版本并使用它。
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
give-server-login = 服务器要求提供用户名和密码。对于 GOPROXY，请将其写入 .netrc 或 GOPROXY 的地址中。
give-proxy-login = 代理 { $proxy } 要求提供用户名和密码。请将其写入 HTTPS_PROXY。
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
