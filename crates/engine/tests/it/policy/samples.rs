//! Valid values of each key.
use upgo_engine::choices::policy::{PolicyKey, PolicyKind};

/// A valid value of a key.
#[derive(Clone, Debug)]
pub(super) enum Sample {
    Text(&'static str),
    Number(u32),
    List(&'static [&'static str]),
}

impl Sample {
    pub(super) fn shown(&self, key: &PolicyKey) -> String {
        match (self, &key.kind) {
            (Self::Number(number), PolicyKind::Flag) => (*number == 1).to_string(),
            (Self::Number(number), _) => number.to_string(),
            (Self::Text(text), _) => (*text).to_owned(),
            (Self::List(items), _) => items.join(", "),
        }
    }
}

/// Valid values of a key.
pub(super) fn samples(key: &PolicyKey) -> Vec<Sample> {
    match &key.kind {
        PolicyKind::Flag => vec![Sample::Number(0), Sample::Number(1)],
        PolicyKind::Number { min, max } => vec![Sample::Number(*min), Sample::Number(*max)],
        PolicyKind::Choice(choices) => choices.iter().map(|choice| Sample::Text(choice.value)).collect(),
        PolicyKind::List => vec![Sample::List(match key.name {
            "user-may-change" => &["background", "check.interval"],
            "channels" => &["stable", "rc"],
            "mirrors" => &["https://go.example.com/", "https://mirror.example.com/go/"],
            "redirect-hosts" => &["cdn.example.com"],
            "download.automatic" | "install.automatic" => &["security", "patch"],
            "mirror.targets" => &["linux-amd64", "windows-arm64"],
            _ => &["1.27", "go1.26.4", ">=1.20", "<1.25.4"],
        })],
        PolicyKind::Text => vec![Sample::Text(match key.name {
            "version" => "go1.27.3",
            "locked-until" => "2027-01-31",
            "feed" => "https://go.example.com/dl/",
            "vulnerabilities" => "https://go.example.com/vulndb/",
            "checksum-database" => "sum.corp.example+17c1e79c+Aaov4OCxi1Nz2Qxsa6bpZ6K7pN02QawX4DPWcDQ7Tj/l",
            "proxy" => "http://proxy.example.com:3128",
            name if matches!(name, "ca-file" | "audit-log.file" | "fleet.report-to") || name.starts_with("hooks.") => {
                if cfg!(windows) {
                    r"C:\Program Files\Upgo\file"
                } else {
                    "/opt/upgo/file"
                }
            }
            "check.interval" => "12h",
            "check.window" | "quiet-hours" => "22:00-07:00",
            _ => "IT Service Desk, 4711",
        })],
    }
}
