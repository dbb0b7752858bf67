//! Whether a Go version knows a `godebug` setting, according to the table in its own tree.
//!
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go> (`CheckGodebug`),
//! <https://github.com/golang/go/blob/master/src/internal/godebugs/table.go>.
use std::path::Path;

use super::Machine;
use super::choice::version_in;
use crate::version::Version;

/// The problem of the setting for the Go of `version` in `root`. Without a readable table every name counts as known.
pub(super) fn wrong(
    machine: &Machine<'_>,
    root: Option<&Path>,
    version: &Version,
    key: &str,
    value: &str,
) -> Option<String> {
    if key == "default" {
        let Some(wanted) = value.strip_prefix("go").and_then(version_in) else {
            return Some("value for default= must be goVERSION".to_owned());
        };
        return (wanted > *version).then(|| format!("default={value} too new (toolchain is {version})"));
    }
    let table = machine.files.read(&root?.join("src").join("internal").join("godebugs").join("table.go"))?;
    let start = format!("{{Name: {key:?},");
    let Some(entry) = table.lines().map(str::trim).find(|line| line.starts_with(&start)) else {
        return Some(format!("unknown godebug {key:?}"));
    };
    let removed = entry.split_once("Removed: ")?.1;
    let minor = removed.split([',', '}']).next().unwrap_or_default();
    let place = format!("https://go.dev/doc/godebug#go-1{minor}");
    // Up to 1.26 Go refused a removed setting with any value.
    let Some((_, old)) = removed.split_once("Old: ") else {
        return Some(format!("use of removed godebug {key:?}, see {place}"));
    };
    let is_old = match value {
        "0" if old.starts_with("zero}") => true,
        "1" if old.starts_with("one}") => true,
        _ => old.split("//").next().is_some_and(|old| old.contains(&format!("== {value:?}"))),
    };
    is_old.then(|| format!("removed GODEBUG {key:?} set to old value {value:?} ({place})"))
}
