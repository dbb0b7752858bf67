//! The words of GOFLAGS, `-name` or `-name=value`, split at white space outside of quotes, as the `go` command does.
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/base/goflags.go>.
use super::go_value::split;

/// The value of the last flag of that name, which is the one that counts; empty for one without a value.
pub(crate) fn value_of<'a>(flags: &'a str, name: &str) -> Option<&'a str> {
    let words = split(flags).unwrap_or_default().into_iter();
    let mut named = words.filter(|word| name_of(word) == Some(name));
    named.next_back().map(|word| word.split_once('=').map_or("", |(_, value)| value))
}

/// None if a quote is not closed.
pub(super) fn names(value: &str) -> impl Iterator<Item = &str> {
    split(value).unwrap_or_default().into_iter().filter_map(name_of)
}

/// The name in `-name`, `--name`, `-name=value`.
fn name_of(word: &str) -> Option<&str> {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'))?;
    let name = name.split('=').next().unwrap_or_default();
    (!name.is_empty() && !name.starts_with('-')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_flag_of_a_name_counts_however_it_is_written() {
        for (flags, expected) in [
            ("-mod=mod", Some("mod")),
            ("--mod=mod", Some("mod")),
            ("-v '-mod=mod'", Some("mod")),
            ("\"--mod=mod\" -tags=a", Some("mod")),
            ("-mod=mod -mod=vendor", Some("vendor")),
            ("-mod", Some("")),
            ("-modfile=x.mod", None),
            ("---mod=mod", None),
            ("'-mod=mod", None),
            ("", None),
        ] {
            assert_eq!(value_of(flags, "mod"), expected, "{flags}");
        }
    }
}
