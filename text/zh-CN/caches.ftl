### Why a cache of Go is not cleaned.

cache-not-cleaned = { $cache }没有清理：{ $why }
cache-in-not-cleaned = { $cache }（{ $folder }）没有清理：{ $why }
build-cache = 构建缓存
module-cache = 模块缓存
cache-off = { $variable } 为 off
cache-nowhere = { $variable } 未设置，也没有默认值
cache-path-not-full = { $variable } 为 { $folder }，不是完整路径
no-go-to-clean = 没有可用来清理它的 Go
folder-is-link = 该文件夹是链接；请将 { $variable } 设为链接指向的文件夹
no-folder = 它不是文件夹
root-of-disk = 它是磁盘的根目录
cache-contains = 该文件夹中有：{ $what }
your-home-folder = 你的主文件夹
the-go-that-cleans = 用来清理它的 Go
go-install-programs = go install 安装的程序
upgos-folder = Upgo 自己的文件夹
folder-of-account = 该文件夹属于其他帐户 ({ $account })
not-writable = 此帐户无法写入该文件夹
read-only-system = 该文件系统为只读
readme-missing = 其中没有 Go 自己的 README
cache-folder-missing = 其中没有 Go 自己的 cache 文件夹
not-a-module = 其中的 { $name } 不是模块
proxy-off = GOPROXY 为 off，因此 Go 无法重新下载这些模块
module-mode = GOFLAGS 包含 -mod=mod，因此有 vendor 文件夹的项目也需要这些模块
no-network-for-modules = 上次检查时没有网络，而 Go 需要网络才能重新下载这些模块
downloaded-not-removed = 未删除 { $folder } 中的工具链：{ $why }
path-is-link = { $path } 是链接
not-that-toolchain = 它不是其名称所示的 { $version }
not-in-module-cache = 它不在 Go 使用的模块缓存 { $folder } 中
not-downloaded-by-go = 它不是由 Go 下载到模块缓存的
go-is-downloading-it = 某个 go 命令正在下载它
downloaded-needed = 你的 { $count } 个项目使用 { $version }：{ $projects }
toolchains-too = Go 为项目下载的 Go 工具链也会被删除：{ $versions }
