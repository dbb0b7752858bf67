//! Workflows and actions of GitHub Actions: the `go-version` of setup-go, and `golang` images. A list of versions, such
//! as a matrix, stays, because it names several on purpose. Source: <https://github.com/actions/setup-go>.
use std::collections::BTreeSet;

use super::yaml::{Pair, pairs};
use super::{VersionPlace, Writing, container};

pub(super) fn places(text: &str) -> Vec<VersionPlace> {
    let pairs = pairs(text);
    let setups: BTreeSet<usize> =
        pairs.iter().filter(|pair| uses_setup_go(pair, text)).filter_map(|pair| pair.item).collect();
    let is_of_setup = |pair: &&Pair<'_>| {
        pair.key == "go-version" && pair.parent == "with" && pair.item.is_some_and(|item| setups.contains(&item))
    };
    let versions: Vec<&Pair<'_>> = pairs.iter().filter(is_of_setup).collect();
    let variables: BTreeSet<&str> = versions.iter().filter_map(|pair| variable(pair.text(text))).collect();
    let is_variable = |pair: &&Pair<'_>| pair.parent == "env" && variables.contains(pair.key);
    let all = versions.iter().copied().chain(pairs.iter().filter(is_variable));
    let mut places = container::images(text, &pairs);
    places.extend(all.filter(|pair| !pair.value.is_empty()).map(|pair| VersionPlace {
        range: pair.value.clone(),
        writing: if pair.is_quoted { Writing::Plain } else { Writing::BareYaml },
    }));
    places.sort_by_key(|place| place.range.start);
    // a variable may also be the name of an image
    places.dedup_by(|next, kept| next.range.start < kept.range.end);
    places
}

fn uses_setup_go(pair: &Pair<'_>, text: &str) -> bool {
    let action = pair.text(text).split('@').next().unwrap_or_default();
    pair.key == "uses" && action.ends_with("/setup-go")
}

/// The variable of the workflow that an expression names: `GO_VERSION` for `${{ env.GO_VERSION }}`.
fn variable(value: &str) -> Option<&str> {
    let expression = value.strip_prefix("${{")?.strip_suffix("}}")?.trim();
    expression.strip_prefix("env.")
}
