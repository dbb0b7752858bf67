### What the trial of a new Go on the user's projects found.

rehearsal-runs = 另一次试用正在进行
rehearsal-no-projects = 没有可用来试用的项目
rehearsal-no-module = { $path } 中没有 go.mod
rehearsal-same-go = { $version } 就是正在使用的 Go，且没有安装更旧的版本可供比较
rehearsal-changed-files = 它的测试更改了 { $path }
rehearsal-modules-missing = 模块缓存中没有它需要的模块；请在其文件夹中运行 `go mod download`，然后重试 ({ $error })
rehearsal-no-packages = 其中没有可在此系统上构建的内容
rehearsal-fails = { $command } 在两个版本下都失败：{ $error }
rehearsal-time = 使用 { $version } 的 { $command } 运行超过 { $time }，已被停止
rehearsal-tests-time = { $package } 的测试在 { $version } 下未能在 { $time } 内结束
rehearsal-tests-never-end = { $package } 的测试在两个版本下都未能在 { $time } 内结束
rehearsal-perhaps-limits = { $package } 的一个测试失败，可能是 Upgo 的限制所致：不允许写入其他文件夹，也不允许新建会话或进程组：{ $error }
rehearsal-memory = 使用 { $version } 的 { $command } 占用的内存超过 { $size }，已被停止
rehearsal-processes = 使用 { $version } 的 { $command } 启动的进程超过 { $count } 个，或线程超过 { $threads } 个，已被停止
rehearsal-wrote-to = 使用 { $version } 的 { $command } 尝试写入 { $path }，已被拒绝
rehearsal-wrote = 使用 { $version } 的 { $command } 尝试写入自身文件夹以外的位置，已被拒绝
rehearsal-breaks = 使用 { $version } 时，以下项目不再正常工作：{ $names }
rehearsal-unknown = { $name } 没有明确的结果：{ $why }
rehearsal-unguarded = 此系统无法阻止测试写入你的文件；Upgo 会在测试前后比较每个项目的文件
rehearsal-signals = 此系统无法阻止测试结束你的其他程序；Linux 6.12 及更高版本可以
