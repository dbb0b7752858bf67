### What an upgrade means for a project, and what its files ask for.

project-runs = 使用 { $go }；没有可用的升级
project-changes = 升级后从 { $from } 变为 { $to }
project-secures = 升级后从 { $from } 变为 { $to }，可修复其导入的包中的 { $count } 个已知漏洞
project-repairs = 目前构建失败，使用 { $to } 则可以构建
project-breaks = 目前用 { $from } 可以构建，升级到 { $to } 后将失败
project-keeps = 不受升级影响：仍使用 { $go }
project-keeps-because = 不受升级影响：{ $cause } 使其仍使用 { $go }
project-broken = 升级前后都构建失败
project-does-not-work = 构建失败
cannot-read = 无法读取 { $file }
asked-too-often = 要求 Go 版本的行数超出 Upgo 的比较上限
asked-too-old = { $place } 指定了 { $version }，但 { $file } 要求 { $wanted }
files-differ = { $place } 指定了 { $version }，但 { $other } 指定了 { $wanted }
ci-differs = { $place } 使用 { $version } 构建，但终端使用 { $go }
gets-unsupported = 使用 { $version }，该版本不再获得安全修复
asked-unsupported = { $place } 指定了 { $version }，该版本不再获得安全修复
gets-vulnerable = 使用 { $version }，它在该项目导入的包中有已知漏洞：{ $count } 个
gets-vulnerable-somewhere = 使用 { $version }，它有已知漏洞：{ $count } 个
asked-vulnerable = { $place } 指定了 { $version }，它有已知漏洞：{ $count } 个

## --exit-code of projects and why

gate-none = 没有文件对 Go 的要求不一致。
gate-new = 有 { $count } 处文件对 Go 的要求不一致：
gate-known = 另有 { $count } 处已列在基线中。
gate-gone = 基线中有 { $count } 项已不再需要。
gate-notes = 以下各项会随日期变化，不计入结果：
gate-projects = { $what }（{ $count } 个项目：{ $names }）
nothing-to-judge = { $folders } 中没有 go.mod，因此没有可比较的内容
write-baseline = 请用 `--write-baseline` 重新写入。
baseline-other = { $path } 由其他版本的 Upgo 写入
