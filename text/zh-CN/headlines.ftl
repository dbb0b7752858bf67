### The most important thing to tell the user about the Go in use.

headline-security = 安全更新：{ $to }
headline-fixes = 修复 { $runs } 中的 { $fixes } 个已知漏洞
headline-fixes-used = { $fixed }，其中 { $used } 个位于你的项目使用的包中。
headline-not-permitted = 不允许使用 { $runs }
headline-permitted = 你的组织要求使用 { $to }。
headline-none-permitted = 你的组织不允许使用任何已知版本。
headline-unsupported = Go { $line } 已不再受支持
headline-no-more-fixes = 不会再有安全修复。
headline-update = { $to } 已发布
headline-postponed = { $to } 已推迟
headline-skipped = 已跳过 { $to }
headline-stay-open = { $runs } 中的 { $fixes } 个已知漏洞尚未修复。
headline-you-have = 当前版本为 { $runs }。
headline-current = Go 已是最新
headline-runs = 新终端运行 { $runs }。
