### What `upgo why` says of each link of the chain that decides which Go runs.

tried-before = 在同一文件夹中，{ $first } 先于 { $second } 被尝试
switch-dangling = Upgo 选用的工具链不存在
shim-starts = { $program } 是 { $tool } 的转发程序，它启动 { $root } 中的 Go
shim-unknown = { $program } 是 { $tool } 的转发程序；没有文件说明它启动哪个 Go
script-starts = { $program } 是脚本，它启动 { $root } 中的 Go
script-unknown = { $program } 是脚本；没有文件说明它启动哪个 Go
set-by = { $place }：{ $effect }
later-place = 不起作用，因为先找到的设置生效
goroot-no-folder = 该文件夹不存在，因此 Go 停止运行
goroot-unused = 切换到 { $version } 后不起作用
goroot-own = 这是正在运行的 Go 的文件夹，升级后就不对了
goroot-tools = 正在运行的 Go 会使用那里的工具，而它们属于另一个版本
goenv-off = GOENV 为 off：Go 忽略 `go env -w` 的设置
goenv-file = GOENV 已设置：Go 从 { $file } 读取 `go env -w` 的设置
modules-on = 使用模块，这是默认值
modules-auto = 有 go.mod 时使用模块
modules-off = Go 不读取 go.mod，也不切换到其他工具链
modules-invalid = 该值无效，Go 不会切换到其他工具链
no-toolchain-name = 不是有效的工具链名称，因此 Go 停止运行
ignored-here = 此 Go 在这里忽略它
depends-on-go = 效果取决于运行的 Go
may-switch = Go 可以切换到更新的工具链，来自 PATH 或下载
may-switch-on-path = Go 可以切换到 PATH 中更新的工具链
at-least = 至少运行 { $version }；{ $effect }
never-switches = Go 不会切换到其他工具链
always-runs = 无论项目要求什么，都运行 { $version }
no-workspace = 没有指定可用的工作区文件，因此 Go 停止运行
work-off = Go 不读取 go.work
work-auto = Go 使用最近的 go.work，这是默认值
work-everywhere = 在所有文件夹中都使用工作区 { $file }
workspace-decides = go.mod 不起作用，因为由工作区决定
nothing-about-go = 没有关于 Go 的内容
two-lines = { $one } 和 { $other }
mod-not-read = { $file } 中：{ $lines }；Go 在读取之前就停止了
mod-no-switch = { $file } 中：{ $lines }；此 Go 不会因此切换
mod-nothing = { $file } 没有要求特定的 Go 版本
mod-requires = { $file } 中有 { $lines }：其中的 `{ $line }` 行要求 { $version }
mod-default = { $file } 中：{ $lines }；Go 不会切换到更新的版本
mod-fixed = { $file } 中：{ $lines }；不起作用，因为 GOTOOLCHAIN={ $value }
mod-met = { $file } 中：{ $lines }；{ $version } 已足够新
forbidden-download = { $version } 不在 PATH 中，而 GOTOOLCHAIN 不允许下载
other-on-path = PATH 中的 { $program } 应为 { $version }，但实际是 { $other }
found-on-path = Go 在 PATH 中找到 { $version }：{ $program }
found-in-cache = Go 已下载 { $version }：{ $program }
not-released = { $version } 尚未发布，因此 Go 无法下载它
will-download = { $version } 既不在 PATH 中，也不在 Go 的模块缓存中，因此 Go 会下载它

## What stops Go

toolchain-name-invalid = { $file } 中有 `toolchain { $name }`，这不是有效的工具链名称
required-no-release = 需要 { $wanted }，但它不是 Go 的版本
required-language = { $name } 是语言版本，不是工具链
required-not-on-path = 需要 { $name }，但它不在 PATH 中，而 GOTOOLCHAIN 不允许下载
required-not-released = 需要 { $wanted }，但这个版本尚未发布
required-no-download = 需要 { $wanted }，但它不可用，而 GOPROXY=off 不允许下载
should-be = { $program } 应为 { $wanted }，但实际是 { $found }
should-start = { $program } 应启动 { $wanted }，但该工具链尚未安装
goroot-names-none = GOROOT 指定的 { $root } 不是文件夹
goroot-names-other = 运行的是 { $runs }，但 GOROOT（{ $place }）指向 { $folder } 中的 { $other }
gowork-not-full = GOWORK 的值 { $path } 不是完整路径
gowork-missing = GOWORK 指定的 { $path } 不存在
gowork-is-folder = GOWORK 指定的 { $path } 是文件夹
gopath-not-full = GOPATH 指定的 { $folder } 不是完整路径
module-mode-invalid = GO111MODULE 的值 { $value } 无效
toolchain-value-invalid = GOTOOLCHAIN 的值 { $value }（{ $place }）不是有效的工具链名称
required-value-no-release = 项目需要 { $value }，但它不是 Go 的版本
variable-refused = { $what }（{ $place }）
needs-newer = { $file } 需要 Go { $needs }，但这里运行的是 { $running }
needs-newer-default = { $file } 需要 Go { $needs }，但因为有 `toolchain default`，这里运行的是 { $running }
needs-newer-fixed = { $file } 需要 Go { $needs }，但因为 GOTOOLCHAIN 的值为 { $value }（{ $place }），这里运行的是 { $running }
work-too-old = { $module }需要 Go { $needs }，但 go.work 中写的是 `go { $lists }`
work-without-go = { $module }需要 Go { $needs }，但 go.work 中没有 `go` 行，相当于 1.18
module-here = 此文件夹中的模块
module-named = 模块 { $module }
work-module-unread = go.work 使用了{ $module }，但无法读取它：{ $why }
work-mod-flag = GOFLAGS 中有 -mod=mod，而 Go 在工作区中不接受它
not-in-workspace = { $module }不在其工作区中
line-not-valid = { $file } 的第 { $line } 行无效：{ $why }
line-not-accepted = Go 不接受 { $file } 的第 { $line } 行：{ $why }
no-module-line = { $file } 中没有 `module` 行
module-reserved = { $file } 将模块命名为 { $path }，而这是 Go 保留的名称
path-malformed = { $file } 中的 { $kind } 路径 { $path } 无效：{ $why }
no-use-line = { $file } 中没有 `use` 行
modules-same-path = 工作区中有两个模块的路径都是 { $path }
replaces-own-module = go.work 替换了 { $path }，而它是工作区中的模块
replaced-twice = { $module } 被替换为两个不同的目标
not-tidy = go.mod { $what }；在整理它之前，Go 会停止
tidy-nameless = 需要一个没有路径的模块
tidy-no-go = 中有 `go { $go }`，但没有这样的 Go 版本
tidy-two-versions = 需要 { $module } 的两个版本
tidy-toolchain = 中有 `toolchain { $name }`，而它与 `go` 行相比是多余的
tidy-not-full = 指定了 { $module } 的 { $version }，这不是完整的版本
tidy-excluded = 既需要又排除了 { $module } { $version }
tidy-no-module = 需要 { $path }，而它不是模块
cache-would-be = Go 的模块缓存将位于 { $folder }，而这不是完整路径
no-module-cache = Go 没有模块缓存：GOPATH 不以文件夹开头
sum-db-empty = GOSUMDB 为空
sum-db-invalid = GOSUMDB 的值 { $value } 无效：{ $why }
runs-none-without-sum-db = { $what }，而没有校验和数据库时，Go 不会运行来自代理或模块缓存的工具链

## Folders on PATH

path-has-no-go = PATH 中没有包含 go 的文件夹
first-on-machine-path = { $folder } 在系统 PATH 中，Windows 会先搜索它，再搜索用户 PATH；其中是 { $go }
first-on-your-path = { $folder } 是用户 PATH 中第一个包含 go 的文件夹；其中是 { $go }
first-on-path = { $folder } 是 PATH 中第一个包含 go 的文件夹；其中是 { $go }
later-than-machine = { $folder } 在用户 PATH 中，排在系统 PATH 之后：其中的 { $go } 不会运行
later-does-not-run = { $folder } 在 PATH 中排在后面：其中的 { $go } 不会运行
go-of-origin = { $go } ({ $origin })
switch-selects = 选用的版本是 { $version }
first-and-selected = { $folder } 在 PATH 中排在最前面，并且选用的是此版本
first-with-go = { $folder } 是 PATH 中第一个有 go 的文件夹
later-on-path = { $folder } 在 PATH 中排在后面
