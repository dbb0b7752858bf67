//! The one table of keys: the reader, the documentation and the administrative templates are made from it.
use std::num::NonZeroU32;

use jiff::civil::Date;

use super::key::{Effect, PolicyChoice, PolicyGroup, PolicyKey, PolicyKind};
use super::{Installer, Policy, Ring, Wanted};
use crate::choices::settings;
use crate::choices::settings::Named as _;
use crate::net::http;
use crate::released::catalog::ReleaseRequest;

/// The longest delay of a ring.
const DAYS_MAX: u16 = 365;
const DAYS: PolicyKind = PolicyKind::Number { min: 0, max: 365 };

/// One of the values of a key.
macro_rules! choice {
    ($value:literal, $english:literal, $chinese:literal) => {
        PolicyChoice { value: $value, title: [$english, $chinese] }
    };
}

/// A row for a setting, with the same name.
macro_rules! setting {
    ($name:literal, $registry:literal, $kind:expr, $group:ident, [$en:literal, $zh:literal],
        [$doc_en:literal, $doc_zh:literal], $safer:expr, $words:literal) => {
        PolicyKey {
            name: $name,
            registry: $registry,
            kind: $kind,
            group: PolicyGroup::$group,
            title: [$en, $zh],
            doc: [$doc_en, $doc_zh],
            safer: $words,
            effect: Effect::Setting($name, $safer),
        }
    };
}

/// A row for anything else.
macro_rules! own {
    ($name:literal, $registry:literal, $kind:expr, $group:ident, [$en:literal, $zh:literal],
        [$doc_en:literal, $doc_zh:literal], $words:literal, $set:expr, $safer:expr) => {
        PolicyKey {
            name: $name,
            registry: $registry,
            kind: $kind,
            group: PolicyGroup::$group,
            title: [$en, $zh],
            doc: [$doc_en, $doc_zh],
            safer: $words,
            effect: Effect::Own { set: $set, safer: $safer },
        }
    };
}

const PROOFS: PolicyKind = PolicyKind::Choice(&[
    choice!("digest", "Checksum of the release list only", "仅版本列表中的校验和"),
    choice!("when-reachable", "Second source when reachable", "可用时核对第二来源"),
    choice!("required", "Second source always", "始终要求第二来源"),
]);
const REHEARSALS: PolicyKind = PolicyKind::Choice(&[
    choice!("off", "Nothing", "不试用"),
    choice!("build", "go build and go vet", "构建并检查"),
    choice!("test", "go build, go vet and go test", "构建、检查并运行测试"),
]);

impl Policy {
    /// Every key, in the order of the documentation.
    pub const KEYS: &[PolicyKey] = &[
        own!(
            "contact",
            "Contact",
            PolicyKind::Text,
            Management,
            ["Contact", "联系人"],
            [
                "Whom to ask about this policy. Upgo names them wherever the policy refuses something.",
                "对此策略有疑问时的联系人。策略拒绝某项操作时，Upgo 会显示此联系人。"
            ],
            "`your administrator`",
            |policy, given| {
                policy.contact = Some(given.text()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "user-may-change",
            "UserMayChange",
            PolicyKind::List,
            Management,
            ["Settings that users may change", "用户可以更改的设置"],
            [
                "Settings for which this policy gives a default only: a value in the user's settings file takes precedence.",
                "此策略仅为这些设置提供默认值：用户设置文件中的值优先。"
            ],
            "none",
            |policy, given| {
                let key = |name: &String| settings::find(name).map(|key| key.name).map_err(|error| error.to_string());
                policy.user_may_change = Some(given.items().iter().map(key).collect::<Result<_, _>>()?);
                Ok(())
            },
            |policy| policy.user_may_change = Some(Vec::new())
        ),
        own!(
            "fleet.machine-name",
            "FleetMachineName",
            PolicyKind::Flag,
            Management,
            ["Machine name in fleet reports", "汇总报告中的计算机名"],
            [
                "Whether `upgo fleet report` includes the name of the machine. Otherwise a random number stands for it.",
                "`upgo fleet report` 是否包含计算机名。否则仅以随机编号表示此计算机。"
            ],
            "`false`",
            |policy, given| {
                policy.fleet_machine_name = Some(given.flag());
                Ok(())
            },
            |policy| policy.fleet_machine_name = Some(false)
        ),
        own!(
            "version",
            "Version",
            PolicyKind::Text,
            Releases,
            ["Version to use", "要使用的版本"],
            [
                "The version that `upgo upgrade` installs: the newest release, the newest patch of a line, or one release. \
              With a line or a release, no other version can be installed or used.",
                "`upgo upgrade` 安装的版本：最新版本、某个版本系列的最新补丁，或某个固定版本。\
              指定版本系列或固定版本后，不能安装或使用其他版本。"
            ],
            "the Go that is in use stays: no version can be installed",
            |policy, given| {
                let text = given.text()?;
                policy.version = Some(match text.parse() {
                    Ok(ReleaseRequest::Latest) => Wanted::Latest,
                    Ok(ReleaseRequest::Line(line)) => Wanted::Line(line),
                    Ok(ReleaseRequest::Exact(version)) => Wanted::Exact(version),
                    _ => return Err(format!("must be latest, a line or a release, not {text:?}")),
                });
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "allowed",
            "AllowedVersions",
            PolicyKind::List,
            Releases,
            ["Allowed versions", "允许的版本"],
            ["The only versions that can be installed and used.", "只能安装和使用这些版本。"],
            "no version can be installed",
            |policy, given| {
                policy.allowed = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "blocked",
            "BlockedVersions",
            PolicyKind::List,
            Releases,
            ["Blocked versions", "禁止的版本"],
            [
                "Versions that can be neither installed nor used, even if another key allows them.",
                "不能安装也不能使用这些版本，即使其他策略允许。"
            ],
            "no version can be installed",
            |policy, given| {
                policy.blocked = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "approved",
            "ApprovedVersions",
            PolicyKind::List,
            Releases,
            ["Approved versions", "已批准的版本"],
            [
                "Versions that can be installed in spite of `locked-until` and of the ring. Without `locked-until`, only \
              these can be installed.",
                "不受锁定日期和部署环限制、可以安装的版本。未设置锁定日期时，只能安装这些版本。"
            ],
            "no version is approved",
            |policy, given| {
                policy.approved = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.approved = Some(Vec::new())
        ),
        own!(
            "locked-until",
            "LockedUntil",
            PolicyKind::Text,
            Releases,
            ["Locked until", "锁定至"],
            [
                "Before this day, only approved versions can be installed. It ends at the start of the day in UTC.",
                "在此日期之前，只能安装已批准的版本。锁定在 UTC 时间当天开始时结束。"
            ],
            "locked without an end",
            |policy, given| {
                let text = given.text()?;
                let day = text.parse::<Date>().map_err(|_| format!("must be a date like 2027-01-31, not {text:?}"))?;
                policy.locked_until = Some(day);
                Ok(())
            },
            |policy| policy.locked_until = Some(Date::MAX)
        ),
        own!(
            "ring",
            "Ring",
            PolicyKind::Choice(&[
                choice!("canary", "Canary: the first machines", "金丝雀：首批计算机"),
                choice!("early", "Early: after the first ones", "早期：首批之后"),
                choice!("broad", "Broad: all other machines", "广泛：其余计算机"),
            ]),
            Releases,
            ["Ring", "部署环"],
            [
                "How early this machine gets a release: each ring waits for a number of days after it.",
                "此计算机多早获得新版本：每个部署环在版本发布后等待若干天。"
            ],
            "`broad`",
            |policy, given| {
                policy.ring = Ring::named(&given.text()?);
                Ok(())
            },
            |policy| policy.ring = Some(Ring::Broad)
        ),
        own!(
            "ring-days.canary",
            "RingDaysCanary",
            DAYS,
            Releases,
            ["Days of the ring canary", "金丝雀环的天数"],
            [
                "How many days after a release the ring canary gets it (0 if not set).",
                "版本发布多少天后金丝雀环获得该版本（未设置时为 0）。"
            ],
            "365 days",
            |policy, given| {
                policy.ring_days.canary = Some(given.days()?);
                Ok(())
            },
            |policy| policy.ring_days.canary = Some(DAYS_MAX)
        ),
        own!(
            "ring-days.early",
            "RingDaysEarly",
            DAYS,
            Releases,
            ["Days of the ring early", "早期环的天数"],
            [
                "How many days after a release the ring early gets it (3 if not set).",
                "版本发布多少天后早期环获得该版本（未设置时为 3）。"
            ],
            "365 days",
            |policy, given| {
                policy.ring_days.early = Some(given.days()?);
                Ok(())
            },
            |policy| policy.ring_days.early = Some(DAYS_MAX)
        ),
        own!(
            "ring-days.broad",
            "RingDaysBroad",
            DAYS,
            Releases,
            ["Days of the ring broad", "广泛环的天数"],
            [
                "How many days after a release the ring broad gets it (10 if not set).",
                "版本发布多少天后广泛环获得该版本（未设置时为 10）。"
            ],
            "365 days",
            |policy, given| {
                policy.ring_days.broad = Some(given.days()?);
                Ok(())
            },
            |policy| policy.ring_days.broad = Some(DAYS_MAX)
        ),
        setting!(
            "channels",
            "Channels",
            PolicyKind::List,
            Releases,
            ["Release channels", "版本类型"],
            [
                "The release channels to follow: stable, rc, beta.",
                "要跟踪的版本类型：stable（稳定版）、rc（候选版）、beta（测试版）。"
            ],
            Some(r#"["stable"]"#),
            "`stable`"
        ),
        setting!(
            "suggest",
            "Suggest",
            PolicyKind::Choice(&[
                choice!("newest", "The newest release", "最新版本"),
                choice!("line", "The newest release of the line in use", "当前版本系列的最新版本"),
            ]),
            Releases,
            ["Release to suggest", "建议的版本"],
            [
                "The release that Upgo suggests and `upgo upgrade` installs.",
                "Upgo 建议并由 `upgo upgrade` 安装的版本。"
            ],
            Some(r#""newest""#),
            "`newest`"
        ),
        own!(
            "feed",
            "FeedUrl",
            PolicyKind::Text,
            Sources,
            ["Release list", "版本列表"],
            [
                "The address of the list of releases and their digests, instead of Go's own. The variable UPGO_FEED_URL has \
              no effect then.",
                "版本及其摘要列表的地址，代替 Go 官方列表。设置后，环境变量 UPGO_FEED_URL 不起作用。"
            ],
            "Go's own lists, with `proof` = `required`",
            |policy, given| {
                policy.feed = Some(http::base(&given.text()?).map_err(|error| error.to_string())?);
                Ok(())
            },
            |policy| policy.is_feed_malformed = true
        ),
        setting!(
            "mirrors",
            "Mirrors",
            PolicyKind::List,
            Sources,
            ["Mirrors", "镜像"],
            [
                "Addresses to try before the official one when downloading. Each file is verified against the release list. \
              The variable UPGO_MIRRORS has no effect then.",
                "下载时优先尝试的地址。每个文件都按版本列表校验。设置后，环境变量 UPGO_MIRRORS 不起作用。"
            ],
            Some("[]"),
            "no mirror"
        ),
        setting!(
            "proof",
            "Proof",
            PROOFS,
            Sources,
            ["Required proof", "所需的来源验证"],
            [
                "The proof that a release needs in addition to the checksum in the release list. Releases of a list that \
              UPGO_FEED_URL names need it, too.",
                "除版本列表中的校验和外，版本还需要的来源验证。UPGO_FEED_URL 指定的列表中的版本同样需要。"
            ],
            Some(r#""required""#),
            "`required`"
        ),
        setting!(
            "proof-for-own-feed",
            "ProofForOwnFeed",
            PolicyKind::Flag,
            Sources,
            ["Proof for other release lists", "其他版本列表的来源验证"],
            [
                "Whether releases of a list other than Go's own need a proof like official ones.",
                "非 Go 官方列表中的版本是否与官方版本一样需要来源验证。"
            ],
            Some("true"),
            "`true`"
        ),
        setting!(
            "checksum-database",
            "ChecksumDatabase",
            PolicyKind::Text,
            Sources,
            ["Checksum database", "校验和数据库"],
            [
                "The checksum database that proves releases, as in GOSUMDB: name and key, and an address if needed. If a \
              policy sets `proof`, no other database counts than this one, or Go's own if it is not set.",
                "用于验证版本的校验和数据库，写法同 GOSUMDB：名称与密钥，必要时加上地址。如果策略设置了 \
              `proof`，则只有此数据库有效；未设置时只有 Go 官方数据库有效。"
            ],
            None,
            "Go's own checksum database"
        ),
        setting!(
            "proxy",
            "Proxy",
            PolicyKind::Text,
            Sources,
            ["Proxy", "代理"],
            ["The proxy for every connection, instead of the system's.", "所有连接使用的代理，代替系统代理。"],
            None,
            "the system's proxy"
        ),
        setting!(
            "ca-file",
            "CaFile",
            PolicyKind::Text,
            Sources,
            ["Additional certificates", "附加证书"],
            [
                "The full path of a PEM file with certificates to trust in addition to the system's.",
                "PEM 文件的完整路径，其中的证书与系统证书一同受信任。"
            ],
            None,
            "the system's certificates only"
        ),
        setting!(
            "redirect-hosts",
            "RedirectHosts",
            PolicyKind::List,
            Sources,
            ["Allowed redirects", "允许的重定向"],
            [
                "Hosts that a server may redirect to, in addition to itself and Google's.",
                "除自身和 Google 的主机外，服务器还可以重定向到的主机。"
            ],
            Some("[]"),
            "none"
        ),
        setting!(
            "background",
            "Background",
            PolicyKind::Choice(&[
                choice!("tray", "Icon in the tray", "通知区域图标"),
                choice!("scheduled", "The system's schedule", "系统定时任务"),
                choice!("off", "Off", "关闭"),
            ]),
            Background,
            ["Background mode", "后台模式"],
            ["How Upgo checks for releases while its window is closed.", "窗口关闭时 Upgo 如何检查新版本。"],
            Some(r#""off""#),
            "`off`"
        ),
        setting!(
            "check.automatic",
            "CheckAutomatic",
            PolicyKind::Flag,
            Background,
            ["Automatic checks", "自动检查"],
            ["Whether Upgo checks for releases automatically.", "Upgo 是否自动检查新版本。"],
            Some("false"),
            "`false`"
        ),
        setting!(
            "check.interval",
            "CheckInterval",
            PolicyKind::Text,
            Background,
            ["Check interval", "检查间隔"],
            [
                "How often Upgo checks for new releases, such as 12h, 3d or 2w.",
                "多久检查一次新版本，例如 12h、3d 或 2w。"
            ],
            None,
            "`1d`"
        ),
        setting!(
            "check.unmetered-only",
            "CheckUnmeteredOnly",
            PolicyKind::Flag,
            Background,
            ["Unmetered networks only", "仅在非按流量计费的网络上"],
            [
                "Whether automatic checks and downloads run only on unmetered networks.",
                "自动检查和下载是否仅在非按流量计费的网络上进行。"
            ],
            Some("true"),
            "`true`"
        ),
        setting!(
            "check.window",
            "CheckWindow",
            PolicyKind::Text,
            Background,
            ["Hours for checks", "检查时段"],
            [
                "The daily hours for automatic checks and downloads, such as 22:00-07:00.",
                "每天自动检查和下载的时段，例如 22:00-07:00。"
            ],
            Some(r#""03:00-04:00""#),
            "`03:00-04:00`"
        ),
        setting!(
            "quiet-hours",
            "QuietHours",
            PolicyKind::Text,
            Background,
            ["Quiet hours", "免打扰时段"],
            [
                "The daily hours without automatic checks, downloads, installations or notifications, such as 09:00-18:00.",
                "每天不自动检查、下载、安装和通知的时段，例如 09:00-18:00。"
            ],
            Some(r#""06:00-22:00""#),
            "`06:00-22:00`"
        ),
        setting!(
            "download.automatic",
            "DownloadAutomatic",
            PolicyKind::List,
            Background,
            ["Automatic downloads", "自动下载"],
            [
                "The kinds of releases to download before notifying about them: security, patch, major, prerelease.",
                "先下载再通知的版本类别：security、patch、major、prerelease。"
            ],
            Some("[]"),
            "none"
        ),
        setting!(
            "install.automatic",
            "InstallAutomatic",
            PolicyKind::List,
            Background,
            ["Automatic installations", "自动安装"],
            [
                "The kinds of releases to install while the machine is idle: security, patch, major, prerelease.",
                "在计算机空闲时安装的版本类别：security、patch、major、prerelease。"
            ],
            Some("[]"),
            "none"
        ),
        setting!(
            "install.switch",
            "InstallSwitch",
            PolicyKind::Flag,
            Background,
            ["Switch automatically", "自动切换到新版本"],
            [
                "Whether new terminals use an automatically installed release immediately.",
                "新终端是否立即使用自动安装的版本。"
            ],
            Some("false"),
            "`false`"
        ),
        setting!(
            "rehearse.before-upgrade",
            "RehearseBeforeUpgrade",
            REHEARSALS,
            Background,
            ["Rehearsal before an upgrade", "升级前试用"],
            [
                "What an upgrade runs in the user's projects before it switches.",
                "升级在切换之前对用户的项目执行的操作。"
            ],
            Some(r#""off""#),
            "`off`"
        ),
        setting!(
            "rehearse.after-upgrade",
            "RehearseAfterUpgrade",
            REHEARSALS,
            Background,
            ["Rehearsal after an upgrade", "升级后试用"],
            [
                "What an upgrade runs in the user's projects after it has switched; if something breaks, it is rolled back.",
                "升级在切换之后对用户的项目执行的操作；如果出现故障，则撤销升级。"
            ],
            Some(r#""off""#),
            "`off`"
        ),
        setting!(
            "self-update",
            "SelfUpdate",
            PolicyKind::Choice(&[
                choice!("ask", "Notify", "通知"),
                choice!("auto", "Install while idle", "空闲时安装"),
                choice!("off", "Off", "关闭"),
            ]),
            Background,
            ["Updates of Upgo", "Upgo 自身的更新"],
            ["Whether Upgo updates itself.", "Upgo 是否更新自身。"],
            Some(r#""ask""#),
            "`ask`"
        ),
        own!(
            "installer",
            "Installer",
            PolicyKind::Choice(&[
                choice!("zip", "Archives, for each user", "压缩包，每个用户单独安装"),
                choice!("msi", "Official package, for the machine", "官方安装包，供整台计算机使用"),
            ]),
            Installation,
            ["Form of installation", "安装形式"],
            [
                "How Go is installed on Windows: from archives for each user, or with the official package for the whole \
              machine. It manages the setting `system-wide`.",
                "在 Windows 上如何安装 Go：每个用户使用压缩包，或用官方安装包供整台计算机使用。它管理设置 `system-wide`。"
            ],
            "`zip`",
            |policy, given| {
                policy.installer = Installer::named(&given.text()?);
                Ok(())
            },
            |policy| policy.installer = Some(Installer::Zip)
        ),
        own!(
            "msi-signer",
            "MsiSigner",
            PolicyKind::Text,
            Installation,
            ["Signer of packages", "安装包签名者"],
            [
                "The name in the certificate that signs packages for Windows Installer. Only the policy of the whole \
              machine counts.",
                "Windows Installer 安装包签名证书中的名称。仅计算机策略有效。"
            ],
            "`Google LLC`",
            |policy, given| {
                policy.msi_signer = Some(given.text()?);
                Ok(())
            },
            |_| {}
        ),
        setting!(
            "modify-path",
            "ModifyPath",
            PolicyKind::Flag,
            Installation,
            ["Changes of PATH", "更改 PATH"],
            ["Whether Upgo may change PATH.", "Upgo 是否可以更改 PATH。"],
            Some("false"),
            "`false`"
        ),
        own!(
            "mirror.versions",
            "MirrorVersions",
            PolicyKind::List,
            Mirror,
            ["Versions of the mirror", "镜像中的版本"],
            [
                "The versions that `upgo mirror build` takes if the command names none.",
                "`upgo mirror build` 未指定版本时收录的版本。"
            ],
            "none",
            |policy, given| {
                policy.mirror.versions = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.mirror.versions = Some(Vec::new())
        ),
        own!(
            "mirror.targets",
            "MirrorTargets",
            PolicyKind::List,
            Mirror,
            ["Systems of the mirror", "镜像中的系统"],
            [
                "The systems that `upgo mirror build` takes if the command names none.",
                "`upgo mirror build` 未指定系统时收录的系统。"
            ],
            "none",
            |policy, given| {
                policy.mirror.targets = Some(given.targets()?);
                Ok(())
            },
            |policy| policy.mirror.targets = Some(Vec::new())
        ),
        own!(
            "mirror.keep",
            "MirrorKeep",
            PolicyKind::Number { min: 1, max: 100 },
            Mirror,
            ["Releases of a line to keep", "每个系列保留的版本数"],
            ["How many of the newest releases of each line a mirror keeps.", "镜像为每个版本系列保留多少个最新版本。"],
            "100",
            |policy, given| {
                policy.mirror.keep = Some(given.at_least_one()?);
                Ok(())
            },
            |policy| policy.mirror.keep = NonZeroU32::new(100)
        ),
        own!(
            "audit-log.required",
            "AuditLogRequired",
            PolicyKind::Flag,
            AuditLog,
            ["Audit log required", "必须写入审核日志"],
            [
                "Whether a change is refused if its entry cannot be added to the audit log.",
                "无法向审核日志添加记录时，是否拒绝更改。"
            ],
            "`true`",
            |policy, given| {
                policy.audit_log.required = Some(given.flag());
                Ok(())
            },
            |policy| policy.audit_log.required = Some(true)
        ),
        own!(
            "audit-log.file",
            "AuditLogFile",
            PolicyKind::Text,
            AuditLog,
            ["File", "文件"],
            [
                "The full path of the audit log, instead of the one in Upgo's folder. %u in it stands for the name of the account: each account has its own log.",
                "审核日志的完整路径，代替 Upgo 文件夹中的文件。其中的 %u 代表帐户名：每个帐户各有一份日志。"
            ],
            "the file in Upgo's folder",
            |policy, given| {
                policy.audit_log.file = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "audit-log.event-log",
            "AuditLogEventLog",
            PolicyKind::Flag,
            AuditLog,
            ["Event log of Windows", "Windows 事件日志"],
            [
                "Whether each entry of the audit log also goes to the event log of Windows.",
                "审核日志的每条记录是否同时写入 Windows 事件日志。"
            ],
            "`true`",
            |policy, given| {
                policy.audit_log.event_log = Some(given.flag());
                Ok(())
            },
            |policy| policy.audit_log.event_log = Some(true)
        ),
        own!(
            "audit-log.journald",
            "AuditLogJournald",
            PolicyKind::Flag,
            AuditLog,
            ["Journal of systemd", "systemd 日志"],
            [
                "Whether each entry of the audit log also goes to the journal of systemd.",
                "审核日志的每条记录是否同时写入 systemd 日志。"
            ],
            "`true`",
            |policy, given| {
                policy.audit_log.journald = Some(given.flag());
                Ok(())
            },
            |policy| policy.audit_log.journald = Some(true)
        ),
        own!(
            "hooks.before-switch",
            "HooksBeforeSwitch",
            PolicyKind::Text,
            Hooks,
            ["Before a switch", "切换之前"],
            [
                "The full path of a program that runs before a switch, as the user. A status other than 0 stops it.",
                "切换之前以用户身份运行的程序的完整路径。退出状态不为 0 时停止切换。"
            ],
            "no version can be installed",
            |policy, given| {
                policy.hooks.before_switch = Some(given.path()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "hooks.after-switch",
            "HooksAfterSwitch",
            PolicyKind::Text,
            Hooks,
            ["After a switch", "切换之后"],
            [
                "The full path of a program that runs after a switch, as the user. A status other than 0 takes it back.",
                "切换之后以用户身份运行的程序的完整路径。退出状态不为 0 时撤销切换。"
            ],
            "no version can be installed",
            |policy, given| {
                policy.hooks.after_switch = Some(given.path()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "hooks.on-failure",
            "HooksOnFailure",
            PolicyKind::Text,
            Hooks,
            ["After a failure", "失败之后"],
            [
                "The full path of a program that runs after a change that failed, as the user.",
                "更改失败之后以用户身份运行的程序的完整路径。"
            ],
            "none",
            |policy, given| {
                policy.hooks.on_failure = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.time-limit",
            "HooksTimeLimit",
            PolicyKind::Number { min: 1, max: 3600 },
            Hooks,
            ["Time limit in seconds", "时间限制（秒）"],
            [
                "How many seconds each program may run (120 if not set).",
                "每个程序最多可以运行的秒数（未设置时为 120）。"
            ],
            "120 seconds",
            |policy, given| {
                policy.hooks.time_limit_seconds = Some(given.at_least_one()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.from-user",
            "HooksFromUser",
            PolicyKind::Flag,
            Hooks,
            ["Programs of users", "用户的程序"],
            [
                "Whether programs in the user's settings run, too (true if not set).",
                "是否也运行用户设置中的程序（未设置时为 true）。"
            ],
            "`false`",
            |policy, given| {
                policy.hooks.from_user = Some(given.flag());
                Ok(())
            },
            |policy| policy.hooks.from_user = Some(false)
        ),
    ];
}
