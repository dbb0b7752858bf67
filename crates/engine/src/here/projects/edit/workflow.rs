//! Workflows and actions of GitHub Actions: the `go-version` of setup-go, and `golang` images.
//!
//! A list of versions, such as a matrix, stays as it is: it names several on purpose.
//! Source: <https://github.com/actions/setup-go>.
use super::yaml::{Pair, pairs};
use super::{VersionPlace, Writing, container};

pub(super) fn places(text: &str) -> Vec<VersionPlace> {
    let pairs = pairs(text);
    let mut places = container::images(text, &pairs);
    let versions: Vec<&Pair<'_>> = pairs.iter().filter(|pair| is_version_of_go(text, &pairs, pair)).collect();
    let variables: Vec<&str> = versions.iter().filter_map(|pair| variable(pair.text(text))).collect();
    let is_variable = |pair: &&Pair<'_>| pair.parent == "env" && variables.contains(&pair.key);
    let all = versions.iter().copied().chain(pairs.iter().filter(is_variable));
    places.extend(all.filter(|pair| !pair.value.is_empty()).map(|pair| VersionPlace {
        range: pair.value.clone(),
        writing: if pair.is_quoted { Writing::Plain } else { Writing::BareYaml },
    }));
    places.sort_by_key(|place| place.range.start);
    // a variable may also be the name of an image
    places.dedup_by(|next, kept| next.range.start < kept.range.end);
    places
}

/// Whether it is the `go-version` of a step that uses setup-go.
fn is_version_of_go(text: &str, pairs: &[Pair<'_>], pair: &Pair<'_>) -> bool {
    let is_setup = |other: &Pair<'_>| {
        let action = other.text(text).split('@').next().unwrap_or_default();
        other.key == "uses" && other.item == pair.item && action.ends_with("/setup-go")
    };
    pair.key == "go-version" && pair.parent == "with" && pair.item.is_some() && pairs.iter().any(is_setup)
}

/// The variable of the workflow that an expression names: `GO_VERSION` for `${{ env.GO_VERSION }}`.
fn variable(value: &str) -> Option<&str> {
    let expression = value.strip_prefix("${{")?.strip_suffix("}}")?.trim();
    expression.strip_prefix("env.")
}
