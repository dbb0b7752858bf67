//! Which releases a mirror has if nobody names any.
use crate::base::version::Version;

/// How many release lines Go supports at a time. Source: <https://go.dev/doc/devel/release>.
const LINES: usize = 2;

pub(crate) type ReleaseRule<'a> = Box<dyn Fn(&Version) -> bool + 'a>;

pub struct MirrorRules<'a> {
    /// `None` for the newest patches of the two newest release lines.
    pub is_wanted: Option<ReleaseRule<'a>>,
    /// Whether the rules name this very release. It belongs into the mirror however many newer ones its line has.
    pub is_named: ReleaseRule<'a>,
    pub is_permitted: ReleaseRule<'a>,
    /// How many of the newest releases of each line it has.
    pub patches: usize,
}

/// The two newest release lines, with the newest patch of each.
impl Default for MirrorRules<'_> {
    fn default() -> Self {
        Self { is_wanted: None, is_named: Box::new(|_| false), is_permitted: Box::new(|_| true), patches: 1 }
    }
}

impl MirrorRules<'_> {
    /// `newest_first` is in Go's order. A pre-release is picked only if the rules name it.
    pub(super) fn pick<'v>(&self, newest_first: impl IntoIterator<Item = &'v Version>) -> Vec<&'v Version> {
        let most = if self.is_wanted.is_some() { usize::MAX } else { LINES };
        let (mut picked, mut lines) = (Vec::new(), Vec::<(&Version, usize)>::new());
        for version in newest_first.into_iter().filter(|version| (self.is_permitted)(version)) {
            if (self.is_named)(version) {
                picked.push(version);
                continue;
            }
            if version.is_prerelease() || self.is_wanted.as_ref().is_some_and(|is_wanted| !is_wanted(version)) {
                continue;
            }
            let known = lines.len();
            match lines.iter_mut().find(|(line, _)| line.same_line(version)) {
                Some((_, count)) if *count < self.patches => *count += 1,
                None if known < most => lines.push((version, 1)),
                _ => continue,
            }
            picked.push(version);
        }
        picked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 7] = ["go1.28rc1", "go1.27.3", "go1.27.2", "go1.26.6", "go1.26.5", "go1.25.9", "go1.24.1"];

    fn picked(versions: &[&str], rules: &MirrorRules<'_>) -> Vec<String> {
        let versions: Vec<Version> = versions.iter().map(|name| Version::from_name(name).unwrap()).collect();
        rules.pick(&versions).into_iter().map(ToString::to_string).collect()
    }

    fn permitting(is_permitted: impl Fn(&str) -> bool + 'static) -> MirrorRules<'static> {
        MirrorRules { is_permitted: Box::new(move |version| is_permitted(version.as_str())), ..MirrorRules::default() }
    }

    #[test]
    fn the_newest_patch_of_the_two_newest_lines_is_picked() {
        assert_eq!(picked(&ALL, &MirrorRules::default()), ["go1.27.3", "go1.26.6"]);
        assert_eq!(picked(&["go1.28rc1"], &MirrorRules::default()), [""; 0]);
        assert_eq!(picked(&[], &MirrorRules::default()), [""; 0]);
    }

    #[test]
    fn a_release_that_is_not_permitted_gives_way_to_the_next() {
        assert_eq!(picked(&ALL, &permitting(|name| name != "go1.27.3")), ["go1.27.2", "go1.26.6"]);
        assert_eq!(picked(&ALL, &permitting(|name| name.starts_with("go1.25"))), ["go1.25.9"]);
        assert_eq!(picked(&ALL, &permitting(|_| false)), [""; 0]);
    }

    #[test]
    fn more_patches_and_other_lines_are_picked_if_the_rules_say_so() {
        let two = MirrorRules { patches: 2, ..MirrorRules::default() };
        assert_eq!(picked(&ALL, &two), ["go1.27.3", "go1.27.2", "go1.26.6", "go1.26.5"]);
        let old = |version: &Version| version.as_str() < "go1.26.6";
        let old = MirrorRules { is_wanted: Some(Box::new(old)), ..MirrorRules::default() };
        assert_eq!(picked(&ALL, &old), ["go1.26.5", "go1.25.9", "go1.24.1"]);
        let named = |version: &Version| ["go1.28rc1", "go1.27.2"].contains(&version.as_str());
        let named = MirrorRules { is_named: Box::new(named), ..MirrorRules::default() };
        assert_eq!(picked(&ALL, &named), ["go1.28rc1", "go1.27.3", "go1.27.2", "go1.26.6"]);
    }
}
