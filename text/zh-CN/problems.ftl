### What went wrong. These are parts of sentences: they start with a lower-case letter and have no full stop.

## Releases

startup-chooses-go = Upgo 看不到你的终端使用哪个 Go：它由 shell 在启动时设置（{ $line }），而 Upgo 启动时没有经过 shell

## Problems

first-then = { $first }；{ $then }
at-place = { $place }：{ $what }
cancelled = 已取消
unreadable = 无法读取 { $path }

## Requests

not-address = { $text } 不是有效的地址
address-scheme = 不接受 { $address }：地址必须以 https:// 或 file:/// 开头；指向本机时可以是 http://
address-login = 不接受 { $host } 的地址：其中包含用户名或密码，应将其写入 .netrc
address-query = 不接受 { $address }：地址必须以文件夹结尾，不能带查询 (?) 或片段 (#)
proxy-not-address = { $proxy } 不是有效的代理地址
certificates-unusable = 无法使用 { $path } 中的证书
network-unusable = 无法使用网络
host-unreachable = 无法连接 { $host }
proxy-cannot-connect = 代理 { $proxy } 无法连接 { $host }
not-trusted = 与 { $host } 的连接不受信任：{ $reason }
not-trusted-signed-by = 与 { $host } 的连接不受信任：{ $reason }（证书由 { $issuer } 签名）
no-answer-within = { $host } 在 { $seconds } 秒内没有响应
stalled = { $host } 已有 { $seconds } 秒没有发送数据
too-slow = { $host } 太慢：{ $seconds } 秒内只发送了 { $size }
connection-lost = 与 { $host } 的连接已中断
http-status = { $address } 返回了 HTTP 状态 { $status }
redirect-refused = { $address } 重定向到 { $target }：{ $reason }
too-many-redirects = 重定向次数过多
target-too-long = 目标地址过长
target-no-address = 目标不是有效的地址
target-has-login = 目标地址包含用户名或密码
host-not-expected = 该主机不在允许的范围内
only-https = 只跟随 https 重定向
sent-too-much = { $address } 发送的数据超过 { $size }
damaged-response = { $address } 返回的数据已损坏

## Plans

none-installed = 没有与 `{ $name }` 匹配的已安装版本
not-installed = { $version } 尚未安装
version-is-damaged = { $version } 已损坏：有程序缺失、为空或不可执行
is-current = { $version } 是当前使用的 Go
no-such-go = 没有 Go { $name } 这个版本
not-in-bundle = 离线包中没有 Go { $name } 这个版本
not-for-target = { $version } 没有适用于 { $target } 的版本
unmet-system = { $version } 需要 { $needs } 或更高版本，当前系统是 { $system }
unmet-release = { $version } 对 { $system } 来说太旧，该系统需要 Go { $needs } 或更高版本
no-official-digest = { $file } 没有官方的 SHA-256
no-machine-go = 官方安装程序没有为所有用户安装 Go
package-unknown = 系统 Go ({ $width }) 的安装包未知
only-administrator = 只有管理员才能删除 { $path }
not-adoptable = Upgo 无法管理 { $folder } 中的 Go：{ $why }
managed-by = 它由 { $name } 管理
up-to-date-unmanaged = { $root } 中的 { $go } 已是最新，但不由 Upgo 管理
package-manager-manages = 它由系统的包管理器管理
version-unreadable = 无法读取它的版本
upgo-manages = Upgo 已在管理它
go-manages = 它位于模块缓存中，由 go 命令管理
not-official = { $version } 不是官方发布的版本
nothing-to-undo = 没有可以撤销的更改
no-such-change = 操作记录中没有编号为 { $id } 的更改
not-undoable = 无法撤销编号为 { $id } 的更改：{ $state }
was-rolled-back = 已被中断并还原
not-finished = 尚未完成
already-undone = 已经撤销
changed-nothing = 没有作任何更改
is-final = 它从 Go 缓存中删除的内容没有保留
undo-blocked = 无法撤销更改 { $id }：{ $reason }
would-remove-current = 这会移除你当前使用的 { $version }
before-it-missing = 更改之前的版本 { $version } 已不再安装
switched-since = 此后你已切换到 { $version }
none-in-use = 现在没有使用任何版本
source-unknown = { $version } 的来源未知
machine-go-is-now = 系统 Go 现在是 { $version }
machine-go-missing = 系统 Go 现在不存在
package-of-unknown = { $version } 的安装包未知
moved-deleted = 此前移至 { $path } 的 Go 已被删除
place-taken = 它移开的 Go 的位置已被 { $path } 占用
setting-changed-since = 设置 { $key } 此后已被更改
stays-as-left = { $what } 保持更改 { $id } 之后的状态
files-stay-as-left = { $version } 的文件保持更改 { $id } 之后的状态
stays-changed = { $what } 保持不变：此后它已被更改
entry-of-path = PATH 中的 { $folder }
switched-again = 更改 { $id } 又切换到了 { $version }
none-in-use-again = 更改 { $id } 之后又不再使用任何版本
setting-set-again = 更改 { $id } 又修改了设置 { $key }
machine-go-changed-again = 更改 { $id } 又修改了系统 Go
moved-again = 更改 { $id } 又移动了 { $path }

## Changes that failed

replaced-by = 更改 { $id }（{ $what }）已取代此更改
replaces-running = 此更改取代了仍在进行的更改 { $id }（{ $what }）
machine-moved = 制定计划之后电脑的状态有变化：{ $why }
no-longer-installed = { $version } 已不再安装
now-current = { $version } 现在是当前使用的 Go
exists-already = { $path } 已存在
no-longer-exists = { $path } 已不存在
list-was-wrong = { $version } 的文件列表不正确
files-were-changed = { $version } 的文件已被更改
machine-go-changed = 系统 Go 已更改
no-longer-registered = { $version } 已不再登记
path-was-changed = 你的 PATH 或 GOPATH 已更改
setting-was-changed = 设置 { $key } 已更改
program-was-changed = { $path } 已被更改
installed-as-before = 已恢复之前安装的 { $version }
nothing-left-behind = 没有留下任何内容
previous-not-restored = 无法恢复之前的安装：{ $why }
previous-is-missing = 之前的安装已不存在

## Files of projects

file-is-link = 文件不存在、是链接，或不是 Upgo 会编辑的文件
file-is-read-only = 文件为只读，或无法保留其权限
file-is-no-text = 文件不是 UTF-8 文本
file-is-malformed = 第 { $line } 行：{ $why }
file-has-no-go-line = 文件中没有 `module` 行或 `go` 行
file-not-edited = 无法编辑 { $path }：{ $why }
file-stays = { $path } 保持不变：此后已被编辑
file-stays-deleted = 不会恢复 { $path }：此后它已被删除
project-names-no-go = { $folder } 中没有 go.mod 或 go.work，也没有指定 Go 版本的版本文件
project-needs-newer = { $path } 要求的 Go 版本不低于 { $needs }，因此无法将项目固定到 { $version }
toolchain-line-is-newer = `toolchain` 行需要 Go 1.21 或更高版本，因此 { $path } 无法指定 { $version }
pin-unread = Go 本身不读取 { $file }：如果没有读取它的版本管理器，这里运行的仍是 { $runs }，而不是 { $version }
pin-is-minimum = `toolchain` 行指定的是此项目的最低 Go 版本：在运行 { $runs } 的终端中，Go 不会切换到 { $version }
nothing-to-pin-to = 没有正在使用的 Go，无法固定项目
no-project-to-change = 没有指定项目，也没有已知的项目
project-left-out = 已略过 { $folder }：{ $why }
raise-breaks = 更新版本号后，它用 { $version } 构建失败：{ $command }：{ $error }
raise-unknown = 用 { $version } 试编译它没有结果：{ $why }
raise-together = Go 会将它的版本行与 { $path } 的进行比较，而后者已被略过
raise-needs = 更新版本号后，Go 要求运行 `{ $command }`
changed-since-tried = 试编译之后它又有变化
raise-not-rehearsed = 它尚未用 { $version } 试编译
raise-shared = { $path } 保持不变，因为它用于 { $folder } 中的所有模块，而其中一个已被略过
raise-leaves = { $what }；它保持不变，因为{ $why }
stays-composed = 文件中没有一处写着完整的版本
stays-digest = 该镜像带有摘要
stays-in-matrix = 该矩阵含有多个版本
stays-elsewhere = 版本写在另一个文件中
stays-unpublished = 据 Upgo 所知，没有用于 { $version } 的这种镜像
stays-without-ci = 此次更新不包括服务器上的构建
fixes-not-rehearsed = 尚未试过 `go fix` 会对它做哪些更改
fixes-too-long = 它的更改太大，Upgo 无法一次写入
fixes-too-many = 加上它，本次变更就太大了
no-archive-in-plan = 计划中没有压缩包
not-unpackable = Upgo 无法解压 { $file }
other-installed = 另一个 Upgo 进程已安装 { $file }
archive-missing = 缺少 { $version } 的压缩包
installed-meanwhile = { $version } 已被安装
no-server-provides = 没有服务器再提供 { $file }
in-use-by = { $folder } 正由以下程序使用：{ $programs }
does-not-work = { $version } 无法在这台电脑上运行：{ $reason }
setting-refused-by-new = { $version } 无法使用你的设置：{ $setting }，它的提示是：{ $says }
built-program-blocked = { $version } 可以使用，但这台电脑拒绝启动它编译出的小程序：{ $reason }
installer-no-effect = Windows Installer 报告成功，但更改没有生效
upgo-no-publisher = 此版本的 Upgo 没有发布密钥，因此无法自行更新
upgo-not-signed = Upgo 最新版本的说明没有发布者的签名
upgo-signed-other = Upgo 最新版本说明所附的签名属于另一个文件
upgo-key-unknown = Upgo 最新版本的说明由密钥 { $key } 签名，而当前的 Upgo 不认识该密钥
upgo-key-revoked = Upgo 最新版本的说明由已吊销的密钥 { $key } 签名
upgo-older = Upgo { $offered } 的说明日期为 { $day }，但之前日期为 { $before } 的说明提供过 { $known }
upgo-future = Upgo { $version } 的说明日期为 { $day }，但这台电脑的时钟显示 { $today }
upgo-impossible = Upgo 最新版本的说明中写着版本 { $version }，这样的版本目前不可能存在
upgo-foreign = 此版本的 Upgo 无法读取最新版本的说明：{ $why }
upgo-too-old = 只有 Upgo { $minimum } 及更高版本才能更新到 { $version }
upgo-package = Upgo { $version } 的安装包无法使用：{ $why }
upgo-trial = Upgo { $version } 无法在这台电脑上运行：{ $reason }
not-taken-back = { $error }；恢复之前的状态也失败了：{ $left }
still-interrupted = 一次更改被中断且无法完成 ({ $name })：{ $error }
no-file-list = 没有 { $version } 解压出的文件的列表
could-not-read = 无法读取 { $path }
prompt-declined = 管理员权限请求被拒绝
not-elevated = 无法以管理员身份启动 Upgo：{ $reason }
administrator-silent = Upgo 的管理员进程没有响应：{ $reason }
digest-differs = { $file } 与官方的 SHA-256 不符
no-package-digest = 官方版本列表中没有 { $version } ({ $arch }) 的带 SHA-256 的安装包
wrong-signer = { $file } 没有 { $expected } 的签名：{ $reason }
not-registered = { $version } ({ $arch }) 没有登记为已安装
installer-said = Windows Installer：{ $what } ({ $exit })

## Downloads and the store

no-archive-name = { $file } 不是 Go 压缩包的文件名
too-large-for-archive = { $file } 对 Go 压缩包来说太大：{ $size }
not-official-from = { $place } 提供的 { $file } 不是官方文件：SHA-256 是 { $actual }，应为 { $expected }
not-official-here = 这台电脑上的 { $file } 不是官方文件：SHA-256 是 { $actual }，应为 { $expected }
cannot-download = 无法下载 { $file }：{ $why }
file-changed-meanwhile = 文件在下载期间发生了变化
other-finished-first = 另一个 Upgo 进程已先完成
gave-way = 下载已停止，因为另一个 Upgo 进程正需要该文件
cannot-write = 无法写入 { $path }
no-parts = { $address } 没有发送文件中所需的部分
wrong-size = { $address } 的大小不正确：是 { $actual }，应为 { $expected }
no-toolchain-in-archive = 压缩包不是 Go 工具链：{ $why }
no-bin-go = 其中没有 bin/go
no-version-file = 其中没有写明版本的 VERSION 文件
other-in-archive = 压缩包中是 { $found }，而不是 { $expected }
not-enough-space = { $path } 所在的卷空间不足：需要 { $needed }，可用 { $free }
open-file-blocks = 无法重命名 { $path }，因为有程序打开了其中的文件：{ $holder }
switch-unreadable = 无法读取版本切换文件 { $path }
foreign-content = { $folder } 中有 { $name }，它不是由 Upgo 创建的
is-link = { $path } 是链接
elevated-foreign = Upgo 以管理员权限运行，但 { $folder } 属于 { $owner }
audit-log-unwritten = 无法写入位于以下位置的审核日志：{ $place }
home-shut = 当前帐户无权打开 { $folder }
other-owner = { $folder } 属于 { $owner }，而不是运行 Upgo 的帐户
others-write = 其他帐户可以写入 { $path }
not-a-folder = { $path } 不是文件夹
folder-not-for-lists = Go 无法在 { $folder } 中运行：PATH 和 GOPATH 不能包含带有 `{ $separator }` 的路径
no-user-folder = 主文件夹 { $folder } 不存在
no-release-list = 无法获取 Go 版本列表：{ $why }
last-list-is-used = 将使用上次成功检查时的列表。
not-release-list = { $address } 返回的不是 Go 版本列表
older-release-list = { $address } 返回了过时的 Go 版本列表：其中最新的是 { $newest }，缺少已知的 { $missing }
own-list-lacks = { $address } 的 Go 版本列表不再包含 { $missing }
lists-disagree = 官方版本列表对 { $file } 的说法不一致：{ $one } 为 { $first }，{ $two } 为 { $second }

## Settings

no-setting = 没有名为 { $name } 的设置
no-setting-meant = 没有名为 { $name } 的设置，你是指 { $meant } 吗？
more-no-settings = 还有 { $count } 项不是设置
setting-value = 设置 { $name } 的值无效：{ $why }
name-and = { $name } 的值无效：{ $why }
table-not-value = { $name } 必须是设置的表，而不是一个值
table-not-list = { $name } 必须是设置的表，而不是列表
at-line = 第 { $line } 行第 { $column } 列：{ $why }
in-file = { $path }，{ $what }
file-empty = 文件是空的
not-utf8 = 这不是 UTF-8 文本
not-simple-value = 这不是 Upgo 可以替换的简单值
settings-unchangeable = 无法更改 { $path } 中的设置
file-too-large = 文件大于 { $size }
settings-busy = 另一个程序正在更改 { $path } 中的设置

## The environment

left-alone-because = { $place } { $why }，因此保持不变
no-machine-variables = 此系统没有 Upgo 可以编辑的系统变量
no-path-in-go-env = 无法用 go env -w 设置 PATH
no-go-env-file = 没有 go env -w 的文件：GOENV 为 off，或配置文件夹未知
no-home-folder = 没有主文件夹
no-home-folder-at = { $path } 不是主文件夹
place-changed = { $place } 在读取之后发生了变化
place-not-kept = 已写入 { $place }，但另一个程序随后更改了它
place-elsewhere = { $place } 不属于此环境
registry-key = 无法读取或写入注册表项 { $key }
name-not-for-path = 文件夹 { $folder } 无法放入 PATH，因为名称中包含：{ $what }
a-line-break = 换行符
a-semicolon = 分号
a-quotation-mark = 引号
a-variable = 会被 Windows 展开的 %NAME%
a-colon = 冒号
folder-not-full = 文件夹 { $folder } 不是完整路径
value-too-long = 该值将有 { $length } 个字符，上限是 { $limit }
first-or-last-only = 启动文件只能将 { $folder } 放在最前或最后，不能放在中间
folder-not-on-path = 文件夹 { $folder } 不在所编辑的 PATH 中
open-quote = PATH 中有未配对的引号
no-go-variable = { $name } 不是 Go 的变量
variable-is = { $name }：{ $why }
set-by-go = 由 Go 自行设置
not-read-from-file = 不会从 go env -w 的文件中读取
variable-cannot-be = { $name } 不能设为 { $value }：{ $why }
empty-is-none = 空值等于未设置；请改为取消设置该变量
has-line-break = 它包含换行符
hidden-login = 必须输入完整的值，因为 … 代表隐藏的部分
no-full-path = 它不是完整路径
no-full-paths = 它不是完整路径的列表
must-be-toolchain = 必须是 go1.27.3 这样的名称，或者 auto、path 或 local
is-language-version = 它是语言版本；请指定具体的版本，例如 go1.27.0
must-be-database = 必须是 off，或者数据库的名称或密钥，后面可以加地址
must-be-vcs = 必须是 public:git,private:all 这样的列表
needs-cache = Go 需要构建缓存
no-pattern = 它包含无效的模式
names-no-server = 它没有指定服务器
no-proxy-address = { $entry } 不是地址
no-go-tree = 该文件夹中没有 Go
is-a-file = 它是一个文件
no-such-file = 没有这个文件
path-not-allowed = 此处不允许 Upgo 更改 PATH
current-but-none = 当前的 Go 是 { $version }，但新终端找不到 Go
selected-is-damaged = 已选用 { $to }，但其文件缺失或已损坏
terminals-find-none = 新终端找不到 Go
shell-late = shell 启动时间过长
shell-ended = shell 没有回答就结束了
shell-flood = shell 的某个启动文件不停地输出
shell-not-started = 无法启动 shell
shell-not-by-variable = 已设置变量 UPGO_NO_SHELL
shell-not-by-setting = 设置 ask-shell 已关闭
shell-not-for-others = Upgo 正在使用另一个帐户的文件
no-terminal-asked = 此处不会询问终端
go-fails-in-terminal = go 在新终端中失败：{ $says }
current-but-pinned = { $terminal } 仍运行 { $other }，而不是 { $version }，因为 { $setting } 选用了它
current-but-other = { $terminal } 仍运行 { $other }，而不是 { $version }：{ $folder } 在 PATH 中排在最前
pin-stays = { $terminal } 仍将运行 { $other }，由 { $setting } 选用
other-stays-first = { $terminal } 仍将运行 { $folder } 中的 { $other }，它在 PATH 中排在 Upgo 的文件夹之前
a-new-terminal = 新终端
prompt-unattended = 此更改需要管理员权限提示，而无人值守运行不会显示该提示
deadline-passed = 更改未能在时限 { $time } 内完成
hook-exited = { $hook } 挂钩程序 { $program } 以状态 { $code } 结束
hook-timed-out = { $hook } 挂钩程序 { $program } 运行超过 { $seconds } 秒，已被结束
hook-not-started = 无法启动 { $hook } 挂钩程序 { $program }：{ $why }
hook-memory = { $hook } 挂钩程序 { $program } 占用内存过多，已被结束
hook-processes = { $hook } 挂钩程序 { $program } 启动的进程或线程过多，已被结束
hook-killed = { $hook } 挂钩程序 { $program } 被其他程序结束
hook-said = { $what }；它输出的最后一行是：{ $line }
hook-elevated = 此进程拥有管理员权限，而挂钩程序从不以这种权限运行
hook-in-hook = 此更改设有挂钩程序，而它本身就是由挂钩程序启动的
hooks-moved = 挂钩程序的设置已改变

## What Windows Installer said, by its exit code

msi-0 = 已成功
msi-3010 = 已成功，需要重新启动 Windows
msi-3010-next = 请在方便时重新启动 Windows。
msi-1641 = 已成功，Windows 正在重新启动
msi-1641-next = 请保存你的工作。
msi-1602 = 已取消
msi-1602-next = 再次运行该命令即可继续。
msi-1603 = 安装失败
msi-1603-next = 请关闭使用此 Go 的程序，然后重试；日志中有失败的步骤。
msi-1605 = 未安装此产品
msi-1605-next = 请查看新计划，然后重试。
msi-1612 = 已安装产品的源文件已不存在
msi-1612-next = 请先用 Upgo 再次安装同一版本，然后将其移除。
msi-1618 = 另一个安装正在进行
msi-1618-next = 请等待其完成（可能是 Windows 更新），然后重试。
msi-1619 = 无法打开安装包
msi-1619-next = 请重试；杀毒软件可能正在使用它。
msi-1620 = 该文件不是 Windows Installer 的安装包
msi-1620-next = 请重新下载。
msi-1625 = 此电脑的策略禁止该操作
msi-1625-next = 请联系管理员，或用 Upgo 仅为你的帐户安装 Go，这不需要安装程序。
msi-1633 = 安装包适用于其他处理器架构
msi-1633-next = 请使用适用于此电脑的安装包。
msi-1638 = 已安装其他版本，此安装包无法替换它
msi-1638-next = 请先移除已安装的版本。
msi-1639 = 它的命令行无效
report-with-details = 请附上详细信息报告。
msi-1601 = 无法连接 Windows Installer 服务
msi-1601-next = 请启动 Windows Installer 服务（msiserver），然后重试。
msi-1624 = 无法应用转换
msi-1925 = 此帐户不能为所有用户安装
msi-1925-next = 请以管理员身份确认提示。
msi-other = 已失败
msi-other-next = 日志中有失败的步骤。

## Archives, bundles and mirrors

archive-of-unknown-go = 无法判断 { $path } 包含哪个 Go 版本
no-known-digest = 没有已知的 { $path } 的官方 SHA-256
archive-not-listed = { $version } 的压缩包 { $file } 不在任何已知的版本列表中
no-archive-known = 没有已知的 { $version } 的压缩包
not-a-file = { $path } 不是文件
no-go-in-bundle = 离线包中没有适用于 { $target } 的 Go
bundle-busy = 另一个 Upgo 正在处理离线包
no-upgo-for-bundle = 没有适用于离线包所含系统的 Upgo，因此已略过
mirror-busy = 另一个 Upgo 正在更改 { $folder } 中的镜像
file-without-proof = 该文件没有独立证明：既没有 Go 校验和数据库的记录，也没有签名
files-without-proof = { $all } 个文件中有 { $count } 个没有独立证明：既没有 Go 校验和数据库的记录，也没有签名
source-has-other = { $source } 的 { $file } 与预期不同
not-in-list = { $place } 中没有适用于 { $target } 的 { $wanted }
not-read-or-written = 无法读取或写入 { $path }
not-a-mirror = { $folder } 不是镜像：其中没有 index.json
mirror-list-damaged = { $folder } 中镜像的版本列表已损坏
not-in-mirror = { $folder } 中的镜像没有 { $wanted }
none-would-remain = { $folder } 中不会剩下任何版本
not-loopback = 不接受 { $address }：镜像只能在本机提供
cannot-listen = 无法侦听 { $address }
already-exists = { $path } 已经存在
bundle-too-large = 离线包将大于 4 GB
archive-is-damaged = { $archive } 已损坏：{ $what }
archive-was-rejected = 不接受 { $archive }：{ $what }
path-not-read = 无法读取 { $path }
path-not-written = 无法写入 { $path }
not-as-installed = { $path } 与安装时不同
download-stopped = { $archive } 在解压之前就停止了下载
unpacking-cancelled = 解压已取消
report-has-no-text = 报告中没有 { $name }
signature-not-valid = { $place } 无效：{ $why }

## Vulnerabilities and release lists

version-not-comparable = 无法将 { $version } 与正式版本比较
no-known-release = 没有与 { $wanted } 匹配的已知版本
no-release-named = 没有版本 { $wanted }
no-vulnerability-database = 因为设置了 go.dev 以外的版本列表，Upgo 不查询任何漏洞数据库
vulnerabilities-never-fetched = 从未获取过漏洞数据库
neither-release-nor-file = { $path } 既不是 Go 版本，也不是文件
more-files-unread = 还有 { $count } 个文件无法读取
search-cut-short = 搜索不完整：文件超过 { $files } 个，或文件夹嵌套超过 { $depth } 层
modules-examined = 你的项目中有 { $count } 个模块，只检查其中 { $most } 个
imports-unknown-without-go = 尚未安装 Go，因此无法得知你的项目导入了哪些包
imports-partly = 只能读取 { $folder } 的部分导入：{ $why }
imports-unread = 无法读取 { $folder } 的导入：{ $why }
contains-no-package = 其中没有 Go 包
fix-not-listed = 漏洞数据库将 { $fix } 列为修复版本，但官方版本列表中没有它
fleet-clocks-wrong = { $count } 台计算机报告的时间在将来，或先后顺序不可能：{ $names }
fleet-clocks-mean = 它们仍计入总数，但不算正常，也无法得知它们从何时起缺少安全修复。
adds-vulnerabilities = { $version } 存在你当前的 Go 没有的已知漏洞，因此升级不会选择它
out-without-file = { $version } 已发布，但 { $address } 没有列出它适用于 { $target } 的文件
fix-without-file = { $version } 修复了 { $fixes } 个已知漏洞，但 { $address } 没有列出它适用于 { $target } 的文件
fixed-in-other-line = { $runs } 中的 { $fixes } 个已知漏洞只在其他版本系列中得到修复：{ $version }
impossible-releases = { $url } 的版本列表列出了不可能存在的 { $names }
last-answer-rejected = 漏洞数据库 { $url } 的上一次响应未被采用
older-than = { $to } 比 { $from } 旧，而 `whatsnew` 说明的是升级
go-not-judged = 新终端运行 { $folder } 中的 Go，Upgo 不对它作判断：它是开发版本，或者版本未知
newest-unknown-nowhere = 无法得知 { $module } 的最新版本：没有模块代理提供它
newest-unknown = 无法得知 { $module } 的最新版本：{ $why }

## Searches for a release

another-bisect = 另一个 `upgo bisect` 正在运行
not-removed = 无法移除 { $names }：{ $why }
bisect-ends = 有问题的版本 { $bad } 并不比正常的版本 { $good } 新
bisect-not-good = { $version } 并不正常：命令{ $ended }
bisect-not-bad = { $version } 并没有问题：命令{ $ended }
bisect-succeeded = 成功了
bisect-failed = 失败了（退出状态 { $status }）
bisect-no-judgment = 无法作出判断（退出状态 { $status }）
command-ended = 命令在 { $version } 下运行时被结束 ({ $status })，因此无法判断该版本

## Releases built from source

release-not-reproducible = 无法将 { $version } 与其源代码比较：从 Go 1.21 起，Go 的构建才是可重现的
no-other-go-to-build = 构建 { $version } 需要由 Upgo 安装的另一个 Go（Go { $oldest } 或更高版本）
builder-differs = 用于构建的 { $builder } 在安装后被修改过
source-not-listed = { $list } 的版本列表没有列出 { $version } 的源代码
release-not-built = 无法用源代码构建 { $version }：{ $why }
built-no-archive = 构建没有生成 { $file }
rebuild-runs = 另一个 `upgo verify --rebuild` 正在运行
measure-runs = 另一个 `upgo doctor --measure` 正在运行
measure-cache-off = Go 的构建缓存已关闭（GOCACHE=off），Go 1.12 及更高版本无法构建任何内容
measure-no-temporary = 没有变量指定临时文件的文件夹
measure-not-built = Go 无法构建该程序：{ $said }
place-not-measured = 没有测量 { $folder }：{ $why }
no-go-to-measure = 没有正在使用的 Go 可供测量
old-cache-stays = 旧的构建缓存保留在 { $folder } 中
folder-stays = { $folder } 不为空，因此保留
new-folder = 新文件夹
deleted-if-empty = 文件夹，为空时删除
in-upgos-folder = 它位于 Upgo 自己的文件夹中
on-network-volume = 它位于网络驱动器上

## Other processes

deadline-unwatched = 无法监视时限：{ $error }
notifications-busy = 另一个 Upgo 进程正在使用通知记录
other-process-changes = 另一个 Upgo 进程正在进行更改：{ $by }
could-not-read-because = 无法读取 { $path }：{ $error }
not-understood = 内容无效、嵌套过深或过长
could-not-write-because = 无法写入 { $path }：{ $error }
could-not-start = 无法启动 { $program }：{ $error }
could-not-open = 无法打开 { $name }：{ $error }
no-terminal = 找不到可以打开的终端
audit-lines-left-out = 略过了 { $count } 行，因为内容不完整或哈希值不符
other-process = 另一个 Upgo 进程{ $doing }
other-process-by = 另一个 Upgo 进程{ $doing }：{ $by }（进程 { $process }），已有 { $seconds } 秒
changes-same-home = 正在更改同一个数据文件夹
is-downloading = 正在下载 { $file }
for-windows-installer = Windows Installer
the-checksum-database = Go 校验和数据库
the-signature = OpenPGP 签名

## Desired states

instance-too-large = 实例大于 { $limit } 字节
instance-no-object = 实例不是 JSON 对象
instance-invalid = 实例无效：{ $error }
instance-absent-in-use = 不应安装的版本不能是正在使用的版本
instance-names-nothing = 要移除版本，请指定其版本或版本系列
instance-use-without-version = 未指定版本时，由 Upgo 选择使用的 Go；`use` 不能为 false
instance-no-other = { $version } 正在使用，而实例没有写明改用哪个 Go

## Values that have no effect

goroot-for-all = GOROOT 现在对每条 go 命令都生效，无论其版本
still-on-machine-path = { $folder } 仍在 PATH 中，因为系统 PATH 会添加它
still-on-path = { $folder } 仍在 PATH 中，因为启动文件或系统会添加它
also-set-user = { $name } 在用户变量中也有设置，值为 { $value }
also-set-machine = { $name } 在系统变量中也有设置，值为 { $value }
also-set-go = { $name } 在 go env -w 的文件中也有设置，值为 { $value }
also-set-terminal = { $name } 在此终端的环境中也有设置，值为 { $value }
begins-with-mark = { $path } 以字节顺序标记开头，因此 Go 会忽略它的第一行
variable-invalid = 变量 { $name } 无效：{ $why }
it-is-not-utf8 = 它不是 UTF-8 文本

## Commands with a Go

installation-names-none = 安装没有指定版本
no-shell-for-lines = 无法判断这些行用于哪种 shell
path-cannot-contain = PATH 不能包含 { $path }：{ $why }
no-program-on-path = PATH 中没有名为 { $name } 的程序
version-file-useless = { $file } { $what }
nothing-asks-for-go = { $folder } 中没有文件指定 Go 版本
unprintable-for = { $name } 的值中有无法为 { $shell } 输出的字符
switch-selects-none = 没有选用任何 Go

## Other installations of Go

not-existing-folder = { $path } 不是已存在的文件夹
several-match = 有多个匹配的安装：{ $roots }
no-other-version = 除 Upgo 自己的 Go 之外，这台电脑上没有 { $version }
no-other-go = 除 Upgo 自己的 Go 之外，这台电脑上没有其他 Go
cannot-be-behind = 无法将 { $root } 中的 { $go } 移到 Upgo 的 Go 之后：{ $why }
not-on-machine-path = 它不在 Upgo 可以编辑的系统 PATH 中
no-go-in-folder = { $folder } 中没有 Go
msi-only-on-windows = 只有在 Windows 上才能用官方安装程序为所有用户安装
system-interrupted = 更改 { $id } 在更改面向所有用户的 { $version } 时被中断
system-path-interrupted = 更改 { $id } 在更改系统 PATH 时被中断
also-installed = 面向所有用户的 { $version } ({ $arch }) 也仍处于安装状态，并且可能在 PATH 中排在前面
restart-to-finish = 需要重新启动 Windows 才能完成安装
installer-not-started = 无法启动 Windows Installer：{ $error }

## Interrupted and earlier changes

future-change = 更改 { $id } 的日期在将来：本机的时钟当时有误，或者现在有误
record-damaged = 编号为 { $id } 的更改的记录已损坏，因此无法撤销
not-continued-elevated = 被中断的更改 { $id } 不会以管理员权限继续
recovered-completed = 一次被中断的更改（编号 { $id }）已完成
recovered-rolled-back = 一次被中断的更改（编号 { $id }）已还原
recovered-but-installed = 一次被中断的更改（编号 { $id }）已还原，但它已安装的 Go { $versions } 仍然保留
not-made-by-upgo = 日志中被中断的更改 { $id } 不是由 Upgo 进行的：{ $why }
would-change-foreign = 它会更改 { $what }，而 Upgo 从不更改它
interrupted-record-damaged = 被中断的更改 { $id } 的记录已损坏，因此既无法完成，也无法还原
no-rehearsal-of = 编号为 { $change } 的更改没有试编译结果
program-stays = { $program } 保持不变：{ $why }
previous-program-gone = 之前的程序已不再保留
it-no-longer-exists = 它已不存在
not-built-by-upgo = 它不是 Upgo 构建的程序
upgo-stays = Upgo 保持版本 { $version }：{ $why }
previous-programs-gone = 之前的程序已不再保留
changed-since = 它们此后发生了变化
files-stay = { $version } 的文件保持不变：{ $why }
previous-files-gone = 之前的文件已不再保留
journal-unwritten = 无法写入日志：{ $error }
plan-unwritten = 无法将计划写入日志
recorded-not-by-upgo = 所记录的更改不是由 Upgo 进行的：{ $why }

## Programs that Go built

no-go-for-caches = 没有可用来清理缓存的 Go
no-go-to-build = 没有可用来构建程序的 Go
no-go-for-patch = 没有正在使用的 Go，因此无从查找补丁版本
no-go-to-compare = 没有正在使用的 Go 可供比较
nothing-installed = 没有安装任何 Go
not-rebuilt = 不会重新构建 { $program }：{ $why }
not-updated = 不会更新 { $program }：{ $why }
not-installed-tool = 不会安装 { $program }：{ $why }
no-such-program = 没有名为 { $name } 的 Go 程序
tool-not-published = 它不是由已发布的版本构建的
tool-needs-go = { $version } 需要 { $go }
tool-flags-name-version = 它的链接器参数写明了版本，更新后仍会显示旧版本
tool-private = 它的模块是私有的（GOPRIVATE 或 GONOPROXY），因此不会向代理查询
tool-direct = GOPROXY 没有指定代理，而 Upgo 不读取代码仓库
tool-proxy-off = GOPROXY=off 不允许下载
tool-proxy-refused = GOPROXY 没有指定 Upgo 接受的地址（https，或本机的 http）
no-module-in-info = 它的构建信息没有写明模块
from-checkout = 它是由本地的源代码构建的；请在那里重新构建
package-name-invalid = 它的包名 { $name } 无效
module-replaced = 构建时替换了 { $module }，而 `go install` 不支持替换
built-for-other = 它是为 { $built } 构建的，而此 Go 为 { $here } 构建
built-with-setting = 它是用 { $key }={ $value } 构建的，而 Upgo 不支持该设置
link-elsewhere = 它是指向其他位置的文件的链接
cache-partly-cleaned = { $cache }没有清理干净：{ $why }
command-failed = `{ $command }` 失败
longer-than-hour = 它用时超过一小时
longer-than-half-hour = 它用时超过半小时
go-not-started = 无法启动 Go：{ $error }
built-no-program = Go 没有构建出程序
was-not-rebuilt = 没有重新构建 { $program }：{ $why }
was-not-updated = 没有更新 { $program }：{ $why }
was-not-installed = 没有安装 { $program }：{ $why }
programs-left = 以下程序保持原样：{ $names }
build-info-unread = 无法读取它
not-a-program = 它不是程序
not-a-go-program = 它不是 Go 程序，或没有构建信息
build-info-invalid = 其构建信息的第 { $line } 行无效：{ $why }
built-other = Go 用 { $go } 构建出的是 { $package } { $version }
built-of-other = `go install` 会用不同的模块构建它：{ $others }

## Projects and settings

not-writable-path = { $path } 不可写
free-but-needs = 可用空间为 { $free }，而升级需要 { $needed }
not-in-projects = { $folder } 不在设置 `projects` 中
name-not-unicode = { $folder } 的名称不是 Unicode
no-folder-read = 无法读取以下位置的任何文件夹：{ $folders }
either = { $first } 或 { $second }
not-a-path = { $path } 不是有效的路径
path-does-not-exist = { $path } 不存在
decides-trust = 设置 { $key } 决定 Upgo 信任谁，因此只能通过计划更改
startup-file-left = 未编辑 { $path }：{ $why }

## 电脑的配置

setup-must-be-versions = 它必须是版本的列表，例如 ["1.27.3", "1.26"]
setup-too-many-versions = 配置文件最多包含 { $most } 个版本
setup-must-be-quoted = 它必须是带引号的文本
setup-must-be-table = 它必须是表
setup-no-such-part = 配置文件没有 { $name }
setup-no-schema = 缺少 `schema = { $schema }` 一行
setup-other-schema = 此版本的 Upgo 只能读取 schema { $schema }
setup-tool-form = { $name } 与 { $version } 不是包的路径及其确切版本（例如 "v1.2.3"）
setup-not-exported = 未导出 { $what }：{ $why }
setup-built-with-flags = 构建它时使用了 { $flags }，文件无法表示
setup-other-version = 它还安装了 { $version } 版本
setup-from-environment = 它由环境变量设置
setup-has-login = 其中含有凭据，或可用于获取凭据
setup-of-policy = 它由你的组织管理
setup-names-place = 它指向这台电脑上的位置
setup-no-tool-folder = Go 没有存放它的文件夹
setup-other-program = { $path } 是另一个文件
setup-rest-is-done = 文件的其余部分照常应用。
setup-trusts = 设置 { $key } 决定 Upgo 信任谁：{ $value }
setup-starts = { $name } 决定 Go 启动哪些程序：{ $value }
setup-weakens = { $name } 决定 Go 校验哪些内容：{ $value }
setup-pins = { $name } 决定每个 go 命令运行哪个 Go：{ $value }
setup-names-open-folder = { $name } 指定了 { $folder }：{ $why }
setup-runs-tests = 设置 { $key } 会运行你的项目的测试

## Updates of Upgo

upgo-described-on = 已知的最新 Upgo 版本 { $version } 的说明日期为 { $date }
upgo-updates-off-variable = Upgo 的更新已由 UPGO_NO_SELF_UPDATE 关闭
upgo-updates-off = Upgo 的更新已在设置中关闭
upgo-by-dpkg = Upgo 是通过系统的包管理器 (dpkg) 安装的
upgo-by-rpm = Upgo 是通过系统的包管理器 (rpm) 安装的
upgo-by-pacman = Upgo 是通过 AUR 软件包 (upgo-bin) 安装的
upgo-by-snap = Upgo 是通过 Snap 安装的
upgo-by-nix = Upgo 是通过 Nix 安装的
upgo-by-homebrew = Upgo 是通过 Homebrew 安装的
upgo-by-app-image = Upgo 以 AppImage 方式运行
upgo-by-scoop = Upgo 是通过 Scoop 安装的
upgo-by-chocolatey = Upgo 是通过 Chocolatey 安装的
upgo-by-winget = Upgo 是通过 winget 安装的
upgo-by-administrators = Upgo 由管理员安装
upgo-read-only = Upgo 位于只读的文件系统
upgo-developer = 此 Upgo 是由源代码构建的

## WSL

wsl-only-on-windows = --wsl 会查询 WSL 的发行版，只能在 Windows 上使用

## Names that are none

not-a-digest = { $text } 不是 SHA-256（64 位十六进制数字）
not-an-upgo-version = { $text } 不是 Upgo 的版本
not-a-key-id = { $text } 不是密钥的 ID（16 位十六进制数字）
the-setting = 设置 { $name }
the-file = 文件 { $name }
packages-for = { $arch } 的安装包

## Files that are left alone

not-a-plain-file = 它不是文件
file-too-long = 它太长
broken-link = 它是失效的链接
it-cannot-be-read = 无法读取它 ({ $error })
not-a-text-file = 它不是文本文件
not-valid-json = 它不是有效的 JSON：{ $error }
link-outside-home = 它是指向主文件夹之外的 { $path } 的链接
is-read-only = 它是只读的
of-other-account = 它属于另一个帐户
of-other-group = 它所属的用户组不包含你
has-second-name = 它有另一个名称（硬链接），该名称下会保留旧的内容
has-capabilities = 它带有权能（setcap），只有 root 能再次赋予
protected-file = 它受到更改保护，或是挂载点
not-changed-because = 未更改 { $path }：{ $why }
no-startup-file = 无法编辑 shell 的任何启动文件
not-added-to-machine-path = 未将 { $folder } 添加到系统 PATH，因为服务和其他帐户也会搜索它：{ $why }
folder-read-only = 它所在的文件夹是只读的
goenv-not-full = GOENV 不是完整路径

## The vulnerability database

database-unreached = 无法查询漏洞数据库：{ $why }
not-the-database = { $url } 的响应不像漏洞数据库
database-older = 漏洞数据库的日期是 { $now }，早于已知的 { $known }；Upgo 保留较新的数据
database-in-future = 漏洞数据库的日期是 { $modified }，但现在是 { $now }；Upgo 保留已有的数据
database-lacks = 漏洞数据库不再列出 { $ids }；Upgo 保留已有的数据

## Automatic checks

desktop-not-here = `upgo` 旁边没有安装桌面程序
startup-apps-off = Upgo 已在 Windows 设置的“启动应用”中关闭
hourly-check-disabled = 每小时检查任务已在任务计划程序中禁用
task-of-other = 与此帐户的每小时检查同名的计划任务属于另一个帐户
system-lacks = 此系统不支持{ $what }
system-lacks-because = 此系统不支持{ $what }：{ $why }
not-changeable = 无法更改{ $what }
starting-at-sign-in = 登录时启动
scheduled-start = 按计划启动

## Upgo's folder

home-not-full = UPGO_HOME 的值 { $path } 不是完整路径
home-holds-more = UPGO_HOME 的值 { $path } 中不只有 Upgo 的数据
no-data-folder = 无法确定你的数据文件夹

## Administrator tasks

task-refused = Upgo 的管理员进程拒绝了{ $what }：{ $why }
not-the-package = { $file } 不是所请求的 Go 的安装包：{ $why }

## Notifications

no-notification-service = 没有可用的通知服务
notification-rejected = 通知服务拒绝了该通知
notifications-off-everything = Upgo 的通知已关闭：所有程序的通知都已关闭
notifications-off-program = Upgo 的通知已关闭：仅关闭了此程序的通知
notifications-off-policy = Upgo 的通知已由策略关闭
buttons-not-saved = 无法保存通知按钮的数据
not-registered-for-notifications = 无法为 Upgo 注册通知
unknown-to-windows = 此 Upgo 尚未向 Windows 注册，因此 Windows 会丢弃其通知
no-notifications-here = Upgo 无法在此系统上显示通知

## The command line and the window

internal-task-failed = Upgo 的一个内部任务失败：{ $error }
not-shown = { $path } 不在窗口显示的任何报告中
could-not-open-it = 无法打开它：{ $error }
upgo-no-web-site = 此版本的 Upgo 不知道自己的网站地址，因此没有打开任何页面
plan-expired = 此计划已过期
system-call-failed = 系统调用失败：{ $error }
rehearsal-already-runs = 试编译已在进行中
rehearsal-expired = 此次试编译已过期
rehearsal-moved = 显示此次试编译之后，项目或已安装的版本发生了变化
window-not-started = Upgo 无法启动窗口：{ $error }
