### The keys of the policy, as the administrative templates and the documentation show them: the title of each, and what
### it decides.

## The templates

policy-template-about = Upgo 的策略。Upgo 使 Go 保持最新
policy-template-supported = 装有 Upgo 的 Windows 10 或更高版本
policy-template-manages = 设置后，用户不能更改设置 { $setting }，除非“{ $free }”中列出了它。

## Groups

policy-group-management = 管理
policy-group-releases = 版本
policy-group-sources = 下载源与来源验证
policy-group-background = 后台
policy-group-installation = 安装
policy-group-mirror = 镜像
policy-group-audit-log = 审核日志
policy-group-hooks = 挂钩程序

## Values of several keys

choice-proof-digest = 仅版本列表中的校验和
choice-proof-when-reachable = 可用时核对第二来源
choice-proof-required = 始终要求第二来源
choice-rehearsal-off = 不试编译
choice-rehearsal-build = 构建并检查
choice-rehearsal-test = 构建、检查并运行测试

## Management

key-contact = 联系人
    .doc = 对此策略有疑问时的联系人。策略拒绝某项操作时，Upgo 会显示此联系人。
key-user-may-change = 用户可以更改的设置
    .doc = 此策略仅为这些设置提供默认值：用户设置文件中的值优先。
key-fleet-machine-name = 汇总报告中的计算机名
    .doc = `upgo fleet report` 是否包含计算机名。否则用随机编号代替。
key-fleet-report-to = 报告
    .doc = 这台计算机写入报告的文件夹，例如共享文件夹：每次检查之后，以及更改 Go 的过程中和结束后都会写入。

## Releases

key-version = 要使用的版本
    .doc = `upgo upgrade` 安装的版本：最新版本、某个版本系列的最新补丁，或某个固定版本。指定版本系列或固定版本后，不能安装或使用其他版本。
key-allowed-versions = 允许的版本
    .doc = 只能安装和使用这些版本。
key-blocked-versions = 禁止的版本
    .doc = 不能安装也不能使用这些版本，即使其他策略允许。
key-approved-versions = 已批准的版本
    .doc = 不受 `locked-until` 和部署环限制、可以安装的版本。未设置 `locked-until` 时，只能安装这些版本。
key-locked-until = 锁定至
    .doc = 在此日期之前，只能安装已批准的版本。锁定在 UTC 时间当天开始时结束。
key-ring = 部署环
    .doc = 此计算机多早获得新版本：每个部署环在版本发布后等待若干天。
choice-ring-canary = 金丝雀：首批计算机
choice-ring-early = 早期：首批之后
choice-ring-broad = 广泛：其余计算机
key-ring-days-canary = 金丝雀环的延迟天数
    .doc = 版本发布多少天后，金丝雀环获得该版本（未设置时为 0）。
key-ring-days-early = 早期环的延迟天数
    .doc = 版本发布多少天后，早期环获得该版本（未设置时为 3）。
key-ring-days-broad = 广泛环的延迟天数
    .doc = 版本发布多少天后，广泛环获得该版本（未设置时为 10）。
key-ring-security-days-canary = 金丝雀环的安全修复延迟天数
    .doc = 修复当前 Go 已知漏洞的版本的延迟天数（未设置时为 0，且不超过 `ring-days.canary`）。
key-ring-security-days-early = 早期环的安全修复延迟天数
    .doc = 修复当前 Go 已知漏洞的版本的延迟天数（未设置时为 0，且不超过 `ring-days.early`）。
key-ring-security-days-broad = 广泛环的安全修复延迟天数
    .doc = 修复当前 Go 已知漏洞的版本的延迟天数（未设置时为 1，且不超过 `ring-days.broad`）。
key-security-needs-approval = 安全修复也需批准
    .doc = 修复当前 Go 已知漏洞的版本是否与其他版本一样必须列在 `approved` 中。未设置时不需要；`locked-until` 始终有效。
key-channels = 版本类型
    .doc = 要跟踪的版本类型：stable（稳定版）、rc（候选版）、beta（测试版）。
key-suggest = 建议的版本
    .doc = Upgo 建议并由 `upgo upgrade` 安装的版本。
choice-suggest-newest = 最新版本
choice-suggest-line = 当前版本系列的最新版本

## Sources and proof

key-feed-url = 版本列表
    .doc = 版本及其摘要列表的地址，代替 Go 官方列表。设置后，环境变量 UPGO_FEED_URL 不起作用。
key-vulnerabilities-url = 漏洞数据库
    .doc = 漏洞数据库副本的地址，代替 Go 团队的数据库。设置后，环境变量 UPGO_VULN_URL 不起作用。对 `approved` 和部署环而言，只有 Go 团队的数据库和此数据库能使版本成为安全修复。
key-mirrors = 镜像
    .doc = 下载时优先尝试的地址。每个文件都按版本列表校验。设置后，环境变量 UPGO_MIRRORS 不起作用。
key-proof = 所需的来源验证
    .doc = 除版本列表中的校验和外，版本还需要的来源验证。UPGO_FEED_URL 指定的列表中的版本同样需要。
key-proof-for-own-feed = 其他版本列表的来源验证
    .doc = 非 Go 官方列表中的版本是否与官方版本一样需要来源验证。
key-checksum-database = 校验和数据库
    .doc = 用于验证版本的校验和数据库，写法同 GOSUMDB：名称与密钥，必要时加上地址。如果策略设置了 `proof`，则只有此数据库有效；未设置时只有 Go 官方数据库有效。
key-proxy = 代理
    .doc = 所有连接使用的代理，代替系统代理。
key-ca-file = 附加证书
    .doc = PEM 文件的完整路径，其中的证书与系统证书一同受信任。
key-redirect-hosts = 允许的重定向
    .doc = 除自身和 Google 的主机外，服务器还可以重定向到的主机。

## Background

key-background = 后台方式
    .doc = 窗口关闭时 Upgo 如何检查新版本。
choice-background-tray = 通知区域图标
choice-background-scheduled = 系统定时任务
choice-background-off = 关闭
key-check-automatic = 自动检查
    .doc = Upgo 是否自动检查新版本。
key-check-interval = 检查间隔
    .doc = 多久检查一次新版本，例如 12h、3d 或 2w。
key-check-unmetered-only = 仅在非按流量计费的网络上
    .doc = 自动检查和下载是否仅在非按流量计费的网络上进行。
key-check-window = 检查时段
    .doc = 每天自动检查和下载的时段，例如 22:00-07:00。
key-quiet-hours = 免打扰时段
    .doc = 每天不自动检查、下载、安装和通知的时段，例如 09:00-18:00。
key-download-automatic = 自动下载
    .doc = 先下载再通知的版本类别：security、patch、major、prerelease。
key-install-automatic = 自动安装
    .doc = 在计算机空闲时安装的版本类别：security、patch、major、prerelease。
key-install-switch = 自动切换到新版本
    .doc = 新终端是否立即使用自动安装的版本。
key-rehearse-before-upgrade = 升级前试编译项目
    .doc = 升级在切换之前对用户的项目执行的操作。
key-rehearse-after-upgrade = 升级后试编译项目
    .doc = 升级在切换之后对用户的项目执行的操作；如果有项目出错，则还原升级。
key-self-update = Upgo 自身的更新
    .doc = Upgo 是否更新自身。
choice-self-update-ask = 通知
choice-self-update-auto = 空闲时安装
choice-self-update-off = 关闭

## Installation

key-installer = 安装形式
    .doc = 在 Windows 上如何安装 Go：每个用户使用压缩包，或用官方安装包供整台计算机使用。它管理设置 `system-wide`。
choice-installer-zip = 压缩包，每个用户单独安装
choice-installer-msi = 官方安装包，供整台计算机使用
key-msi-signer = 安装包签名者
    .doc = Windows Installer 安装包签名证书中的名称。仅计算机策略有效。
key-modify-path = 更改 PATH
    .doc = Upgo 是否可以更改 PATH。
key-ask-shell = 询问 shell
    .doc = Upgo 是否可以启动用户的 shell，询问新终端运行哪个 Go。
key-follow-projects = 项目指定的版本
    .doc = `go` 是否采用当前文件夹的版本文件所指定的版本。

## Mirror

key-mirror-versions = 镜像中的版本
    .doc = `upgo mirror build` 未指定版本时收录的版本。
key-mirror-targets = 镜像中的系统
    .doc = `upgo mirror build` 未指定系统时收录的系统。
key-mirror-keep = 每个系列保留的版本数
    .doc = 镜像为每个版本系列保留多少个最新版本。

## Audit log

key-audit-log-required = 必须写入审核日志
    .doc = 无法向审核日志添加记录时，是否拒绝更改。
key-audit-log-file = 文件
    .doc = 审核日志的完整路径，代替 Upgo 文件夹中的文件。其中的 %u 代表帐户名：每个帐户各有一份日志。
key-audit-log-event-log = Windows 事件日志
    .doc = 审核日志的每条记录是否同时写入 Windows 事件日志。
key-audit-log-journald = systemd 日志
    .doc = 审核日志的每条记录是否同时写入 systemd 日志。

## Hooks

key-hooks-before-switch = 切换之前
    .doc = 切换之前以用户身份运行的程序的完整路径。退出状态不为 0 时停止切换。
key-hooks-after-switch = 切换之后
    .doc = 切换之后以用户身份运行的程序的完整路径。退出状态不为 0 时还原切换。
key-hooks-soak = 观察期
    .doc = 切换之后以用户身份每分钟运行一次、持续一段时间的程序的完整路径。退出状态不为 0 时还原切换。
key-hooks-soak-minutes = 观察时间（分钟）
    .doc = 该程序持续运行多少分钟（未设置时为 10）。
key-hooks-on-failure = 失败之后
    .doc = 更改失败之后以用户身份运行的程序的完整路径。
key-hooks-on-release = 发现新版本时
    .doc = 后台检查发现可升级的版本时运行的程序的完整路径。
key-hooks-on-vulnerability = 发现漏洞时
    .doc = 后台检查发现当前 Go 有漏洞时运行的程序的完整路径。
key-hooks-on-check-failure = 检查失败时
    .doc = 后台检查失败时运行的程序的完整路径。
key-hooks-on-unattended = 无人值守的更改之后
    .doc = 无人值守或自动进行的更改结束时运行的程序的完整路径。
key-hooks-time-limit = 时间限制（秒）
    .doc = 每个程序最多可以运行的秒数（未设置时为 120）。
key-hooks-from-user = 用户的程序
    .doc = 是否也运行用户设置中的程序（未设置时为 true）。
