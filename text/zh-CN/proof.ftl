### Who vouches for a toolchain, and why a proof failed.

## Proofs that failed

sum-db-unknown = GOSUMDB 指定的不是已知的校验和数据库：{ $text }
sum-db-fields = GOSUMDB 除密钥和地址外还有其他内容：{ $text }
sum-db-address = GOSUMDB 中没有 Upgo 接受的地址：{ $text }
no-record-there = { $place } 没有它的条目
not-like-database = { $place } 返回的不是校验和数据库的响应
answer-unsigned = { $place } 的响应没有 { $name } 的签名
record-not-in-tree = { $place } 的答复不在数据库的签名日志中
database-forked = 校验和数据库 { $name } 签名了两份互相矛盾的历史：{ $seen }；另一份来自 { $place }：{ $told }
tree-of-records = 包含 { $count } 个条目的日志 ({ $root })
no-server = 没有可查询的服务器
not-asked-about = 没有向它查询此版本
go-sum-db-does-not-count = { $why }；GOSUMDB 指定的数据库在此无效
no-old-records = 校验和数据库没有 Go 1.21 之前的条目
nor-signature = { $why }；也没有有效的 OpenPGP 签名：{ $unsigned }
none-next-to-archive = 压缩包旁边没有签名
no-signature-file = 压缩包旁边的文件不是签名
keys-missing = 无法获得签名者的密钥：{ $why }
newer-keys-missing = 已知的密钥中没有签名所用的密钥，也无法获得更新的密钥：{ $why }
no-source-has-them = 所有来源都没有
contradicts = { $version } 的文件与校验和数据库 { $database } 的记录不符：文件的哈希是 { $actual }，记录的哈希是 { $told }
signature-invalid = { $version } 在 { $place } 的 OpenPGP 签名无效：{ $why }
not-a-signature = 它不是文件的 OpenPGP 签名：{ $what }
signature-too-large = 它太大，不可能是签名
unknown-subkey = 签名所用的密钥 { $key } 不属于签名者
subkey-not-bound = 主密钥没有授权密钥 { $key } 用于签名
key-revoked = 密钥 { $key } 已被吊销
key-expired = 签名时密钥 { $key } 不在有效期内
signature-future = 签名时间在将来
weak-hash = 它使用的哈希 { $hash } 不安全
signature-unsupported = 此版本的 Upgo 无法检查这种签名（{ $what }）
signature-of-other = 它与此文件不符
archive-unreadable = 无法读取压缩包
module-unproven = 校验和数据库无法确认 { $version } 的模块：{ $why }
bundle-unproven = 离线包中的 { $version } 没有证明，已知的版本列表中也没有它的校验和：{ $why }
given-only = { $version } 只有你提供的 SHA-256：{ $why }
list-contradicts = { $host } 的版本列表中 { $version } 的 SHA-256 不同：{ $file } 的是 { $listed }，而不是 { $actual }
list-only = { $version } 只能用版本列表验证：{ $why }

## The chain of proof

from-parts = 由 { $version } 的文件和 { $file } 的部分内容组成；已用校验和数据库验证。
no-digest-of-parts = { $file } 没有完整下载，因此未比对其 SHA-256；验证的是已安装的所有文件。
as-module = 作为模块下载，版本列表中没有它；已用校验和数据库验证。
feed-read = 通过经过身份验证的连接从 { $host } 读取。
own-feed = 版本列表由 UPGO_FEED_URL 或策略指定，代替 Google 的列表作为信任依据。
digest-given = SHA-256 由你提供；已知的版本列表中都没有它。
list-has-other = SHA-256 由你提供，但版本列表中 { $file } 的 SHA-256 不同。
digest-of-bundle = SHA-256 来自离线包，而离线包不受信任；文件由其他来源验证。
digest-origin-unknown = Upgo 没有记录 SHA-256 的来源。
no-digest-of-module = { $file } 没有公布的 SHA-256；验证的是其中的文件。
digest-matches = { $file } 的 SHA-256 与预期一致。
digest-matches-given = { $file } 的 SHA-256 与你提供的一致。
record-in-first-tree = Go 校验和数据库 { $database } 的签名日志中有这些文件的哈希；这台电脑首次看到该日志。
record-in-tree = Go 校验和数据库 { $database } 的签名日志中有这些文件的哈希；该日志延续了这台电脑之前看到的日志。
record-in-older-tree = Go 校验和数据库 { $database } 的签名日志中有这些文件的哈希。这台电脑之前看到过更新的日志，没有证据表明它延续了这份日志。
record-in-newer-tree = Go 校验和数据库 { $database } 的签名日志中有这些文件的哈希。镜像无法证明它延续了之前看到的日志。
record-in-own-database = 你自有的校验和数据库 { $database }（其密钥未内置于 Upgo）中有这些文件的哈希。
database-could-not = Go 校验和数据库未能验证它：{ $why }。
database-not-checked = 未查询 Go 校验和数据库：{ $why }。
database-too-young = Go 校验和数据库从 Go 1.21 开始。
signature-valid = Google 已为压缩包签名，签名密钥由内置于 Upgo 的密钥认证。
signature-missing = 没有能验证压缩包的 OpenPGP 签名：{ $why }。
signature-not-checked = 未检查压缩包的 OpenPGP 签名：{ $why }。
no-zip-signature = .zip 文件没有公布的签名。
by-proof-setting = 设置 proof 只要求 SHA-256
by-own-feed = 版本列表不是 Google 的。可用设置 proof-for-own-feed 更改
sum-db-off = GOSUMDB 为 off
evidence-feed = 版本列表
evidence-sha256 = SHA-256
evidence-source = 下载自
evidence-module = 模块
evidence-hash = 哈希
evidence-record = 条目
evidence-tree-size = 日志条目数
evidence-place = 查询自
evidence-pinned-key = Upgo 内置密钥
evidence-signing-key = 签名密钥
evidence-signed-at = 签名时间

## The levels of proof

proof-level-proven = 已证实
proof-level-own-database = 仅由自有校验和数据库确认
proof-level-digest-only = 仅有校验和
proof-level-given = 仅有你提供的 SHA-256
proof-level-contradicted = 不是官方发布的版本
proof-level-unknown = 未知

## What each level means

proof-means-proven = 已由独立于版本列表的来源（Go 校验和数据库或 Google 签名）确认。
proof-means-own-database = 已由你自有的校验和数据库确认；Go 官方数据库和 Google 签名均未确认。
proof-means-digest-only = 仅由版本列表确认，没有独立证明。
proof-means-given = 与你提供的 SHA-256 一致；已知的版本列表中都没有它。
proof-means-contradicted = 与你提供的 SHA-256 一致，但版本列表中的 SHA-256 不同。
proof-means-unknown = Upgo 没有它的来源记录。
