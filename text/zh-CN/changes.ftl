### What changes are called: an imperative, the title of the plan; its button; while it runs; after it succeeded; a noun.

change-download = 下载 { $to }
    .button = 立即下载
    .doing = 正在下载 { $to }
    .done = 已下载 { $to }
    .noun = 下载 { $to }

change-install = 安装 { $to }
    .button = 立即安装
    .doing = 正在安装 { $to }
    .done = 已安装 { $to }
    .noun = 安装 { $to }

change-install-and-use = 安装并使用 { $to }
    .button = 立即安装
    .doing = 正在安装 { $to }
    .done = 已安装并切换到 { $to }
    .noun = 安装 { $to }

change-use = 使用 { $to }
    .button = 立即切换
    .doing = 正在切换到 { $to }
    .done = 已切换到 { $to }
    .noun = 切换到 { $to }

change-upgrade = 升级到 { $to }
    .button = 立即升级
    .doing = 正在升级到 { $to }
    .done = 已从 { $from } 升级到 { $to }
    .noun = 升级到 { $to }

change-downgrade = 降级到 { $to }
    .button = 立即降级
    .doing = 正在降级到 { $to }
    .done = 已从 { $from } 降级到 { $to }
    .noun = 降级到 { $to }

change-undo = 撤销更改
    .button = 立即撤销
    .doing = 正在撤销更改
    .done = 已撤销更改
    .noun = 撤销更改

change-undo-numbered = 撤销更改 { $id }
    .button = 立即撤销
    .doing = 正在撤销更改 { $id }
    .done = 已撤销更改 { $id }
    .noun = 撤销更改 { $id }

change-redo-numbered = 撤销更改 { $id }，使更改 { $origin } 重新生效
    .button = 立即撤销
    .doing = 正在撤销更改 { $id }
    .done = 已撤销更改 { $id }（它本身是一次撤销）：更改 { $origin } 重新生效
    .noun = 撤销更改 { $id }

change-undo-of-redo = 撤销更改 { $id }，再次撤销更改 { $origin }
    .button = 立即撤销
    .doing = 正在撤销更改 { $id }
    .done = 已撤销更改 { $id }（它本身是一次重做）：更改 { $origin } 再次被撤销
    .noun = 撤销更改 { $id }

change-go-back = 回到 { $to }
    .button = 立即撤销
    .doing = 正在回到 { $to }
    .done = 已回到 { $to }
    .noun = 回到 { $to }

change-remove = 移除 { $names }
    .button = 移除 { $names }
    .doing = 正在移除 { $names }
    .done = 已移除 { $names }
    .noun = 移除 { $names }

change-remove-unused = 移除未使用的版本
    .button = 移除未使用的版本
    .doing = 正在移除未使用的版本
    .done = 已移除未使用的版本
    .noun = 移除未使用的版本

change-add-to-path = 将 Upgo 添加到 PATH
    .button = 添加到 PATH
    .doing = 正在将 Upgo 添加到 PATH
    .done = 已将 Upgo 添加到 PATH
    .noun = 将 Upgo 添加到 PATH

change-environment = 编辑环境变量
    .button = 立即应用
    .doing = 正在编辑环境变量
    .done = 已编辑环境变量
    .noun = 编辑环境变量

change-variables = 编辑 { $names }
    .button = 立即应用
    .doing = 正在编辑 { $names }
    .done = 已编辑 { $names }
    .noun = 编辑 { $names }

change-add-folder = 将 { $names } 添加到 PATH
    .button = 立即应用
    .doing = 正在将 { $names } 添加到 PATH
    .done = 已将 { $names } 添加到 PATH
    .noun = 将 { $names } 添加到 PATH

change-remove-folder = 从 PATH 中移除 { $names }
    .button = 立即应用
    .doing = 正在从 PATH 中移除 { $names }
    .done = 已从 PATH 中移除 { $names }
    .noun = 从 PATH 中移除 { $names }

change-adopt = 将 { $to } 纳入管理
    .button = 纳入管理
    .doing = 正在将 { $to } 纳入管理
    .done = 已将 { $to } 纳入管理
    .noun = 将 { $to } 纳入管理

change-import = 将更多 Go 版本纳入管理
    .button = 纳入管理
    .doing = 正在将更多 Go 版本纳入管理
    .done = 已将更多 Go 版本纳入管理
    .noun = 将更多 Go 版本纳入管理

change-set-up = 配置这台电脑
    .button = 立即配置
    .doing = 正在配置这台电脑
    .done = 已配置这台电脑
    .noun = 配置这台电脑

change-step-aside = 让 Upgo 的 Go 优先
    .button = 让 Upgo 的 Go 优先
    .doing = 正在让 Upgo 的 Go 优先
    .done = 已让 Upgo 的 Go 优先
    .noun = 让 Upgo 的 Go 优先

change-keep-system = 保留系统 Go
    .button = 保留系统 Go
    .doing = 正在保留系统 Go
    .done = 已保留系统 Go
    .noun = 保留系统 Go

change-system-install = 为所有用户安装 { $to }
    .button = 立即安装
    .doing = 正在为所有用户安装 { $to }
    .done = 已为所有用户安装 { $to }
    .noun = 为所有用户安装 { $to }

change-system-upgrade = 将系统 Go 升级到 { $to }
    .button = 立即升级
    .doing = 正在将系统 Go 升级到 { $to }
    .done = 已将系统 Go 从 { $from } 升级到 { $to }
    .noun = 将系统 Go 升级到 { $to }

change-system-uninstall = 为所有用户卸载 { $from }
    .button = 立即卸载
    .doing = 正在为所有用户卸载 { $from }
    .done = 已为所有用户卸载 { $from }
    .noun = 为所有用户卸载 { $from }

change-system-repair = 为所有用户修复 { $to }
    .button = 立即修复
    .doing = 正在为所有用户修复 { $to }
    .done = 已为所有用户修复 { $to }
    .noun = 为所有用户修复 { $to }

change-repair-files = 修复 { $to } 的文件
    .button = 立即修复
    .doing = 正在修复 { $to } 的文件
    .done = 已修复 { $to } 的文件
    .noun = 修复 { $to } 的文件

change-rebuild-tools = 重新构建工具
    .button = 立即构建
    .doing = 正在重新构建工具
    .done = 已重新构建工具
    .noun = 重新构建工具

change-rebuild-named = 重新构建 { $names }
    .button = 立即构建
    .doing = 正在重新构建 { $names }
    .done = 已重新构建 { $names }
    .noun = 重新构建 { $names }

change-update-tools = 更新工具
    .button = 立即更新
    .doing = 正在更新工具
    .done = 已更新工具
    .noun = 更新工具

change-update-named = 更新 { $names }
    .button = 立即更新
    .doing = 正在更新 { $names }
    .done = 已更新 { $names }
    .noun = 更新 { $names }

change-clean-caches = 清理 Go 的缓存
    .button = 立即清理
    .doing = 正在清理 Go 的缓存
    .done = 已清理 Go 的缓存
    .noun = 清理 Go 的缓存

change-update-self = 更新 Upgo
    .button = 立即更新
    .doing = 正在更新 Upgo
    .done = 已更新 Upgo
    .noun = 更新 Upgo

change-settings = 更改设置
    .button = 立即应用
    .doing = 正在更改设置
    .done = 已更改设置
    .noun = 更改设置

change-settings-named = 更改 { $names }
    .button = 立即应用
    .doing = 正在更改 { $names }
    .done = 已更改 { $names }
    .noun = 更改 { $names }

change-unpin-editors = 取消编辑器对 Go 的固定
    .button = 取消固定
    .doing = 正在取消编辑器对 Go 的固定
    .done = 已取消编辑器对 Go 的固定
    .noun = 取消编辑器对 Go 的固定

change-pin = 把项目固定到 { $to }
    .button = 立即固定
    .doing = 正在把项目固定到 { $to }
    .done = 已把项目固定到 { $to }
    .noun = 把项目固定到 { $to }

change-pin-named = 把 { $names } 固定到 { $to }
    .button = 立即固定
    .doing = 正在把 { $names } 固定到 { $to }
    .done = 已把 { $names } 固定到 { $to }
    .noun = 把 { $names } 固定到 { $to }

change-raise-projects = 将项目更新到 { $to }
    .button = 更新文件
    .doing = 正在将项目更新到 { $to }
    .done = 已将项目更新到 { $to }
    .noun = 将项目更新到 { $to }

change-raise-named = 将 { $names } 更新到 { $to }
    .button = 更新文件
    .doing = 正在将 { $names } 更新到 { $to }
    .done = 已将 { $names } 更新到 { $to }
    .noun = 将 { $names } 更新到 { $to }

change-fix-projects = 用 { $to } 的 go fix 更改项目
    .button = 立即更改
    .doing = 正在用 { $to } 的 go fix 更改项目
    .done = 已用 { $to } 的 go fix 更改项目
    .noun = 用 { $to } 的 go fix 更改项目

change-fix-named = 用 { $to } 的 go fix 更改 { $names }
    .button = 立即更改
    .doing = 正在用 { $to } 的 go fix 更改 { $names }
    .done = 已用 { $to } 的 go fix 更改 { $names }
    .noun = 用 { $to } 的 go fix 更改 { $names }

## How a change ended; $change is its noun, $Change the same at the start of a sentence

outcome-running = 正在{ $Change }
outcome-cancelled = { $Change } 已取消
outcome-failed = { $Change } 失败
outcome-overtaken = { $Change } 已由新计划取代
outcome-interrupted = { $Change } 被中断
outcome-undone = 已撤销：{ $change }
outcome-redone = 已重做：{ $change }
outcome-undo = 撤销“{ $change }”

## The kinds of steps

step-download = 下载并校验 { $version }
step-read-file = 读取并校验文件
step-unpack = 解压并检查 { $version }
step-publish = 添加命令 { $version }
step-test = 测试 { $version }
step-switch = 切换到 { $version }
step-switch-off = 取消选用 { $from }
step-edit-path = 编辑用户 PATH
step-edit-machine-path = 编辑系统 PATH
in-path-first = { $path }，第一项
in-path-last = { $path }，最后一项
in-path-at = { $path }，第 { $at } 项，共 { $count } 项
in-path-by = { $place }，由 { $file } 添加
key-default = { $key }，默认值
step-edit-variables = 编辑 Go 变量
step-remove-variables = 移除 Go 变量
step-edit-editors = 编辑编辑器的设置
step-check = 检查新终端运行的版本
step-unpublish = 移除命令 { $version }
step-download-package = 下载并校验 { $version } 的安装程序
step-secure-package = 保留 { $version } 的安装程序
step-install-system = 为所有用户安装 { $version }
step-replace-system = 为所有用户把 { $from } 替换为 { $version }
step-uninstall-system = 卸载系统 Go
step-repair-system = 修复系统 Go
step-give-back = 恢复被卸载程序删除的内容
step-change-setting = 更改设置 { $file }
step-set-aside = 重命名旧文件夹
step-delete = 删除 { $version }
step-rebuild-tool = 用 { $version } 重新构建 { $file }
step-update-tool = 用 { $version } 更新 { $file }
step-install-tool = 用 { $version } 安装 { $file }
step-clean-build-cache = 清理构建缓存
step-clean-module-cache = 清理模块缓存
step-delete-downloaded = 删除 Go 下载的工具链
step-repair-files = 将 { $version } 的文件恢复为官方发布的内容
step-restore-files = 恢复 { $version } 之前的文件
step-restore-tool = 恢复原来的 { $file }
step-download-upgo = 下载并校验 Upgo { $file }
step-try-upgo = 试运行 Upgo { $file }
step-replace-upgo = 将 Upgo 替换为版本 { $file }
step-restore-upgo = 恢复 Upgo { $file }
step-rehearse = 用 { $version } 试编译你的项目
step-edit-project = 编辑项目 { $file }
step-hook-before = 切换前运行 { $file }
step-hook-after = 切换后运行 { $file }
step-hook-soak = 用 { $file } 观察新的 Go
step-hook-on-failure = 更改失败时运行 { $file }
