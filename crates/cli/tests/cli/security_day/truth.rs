//! What is true at each hour, by the test's own tables: which version has which vulnerability, which release is permitted
//! where, and what was done when.
use jiff::Timestamp;

use super::clock::Clock;

pub(super) const MACHINES: [char; 8] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/// No table of releases has their days.
pub(super) const OLD_OF_LINE: &str = "go1.26.97";
pub(super) const NEWEST_OF_LINE: &str = "go1.26.98";
pub(super) const FIX_OF_LINE: &str = "go1.26.99";
pub(super) const OLD: &str = "go1.27.96";
pub(super) const NEWEST: &str = "go1.27.97";
pub(super) const FIX: &str = "go1.27.98";
pub(super) const LATER: &str = "go1.27.99";

/// The vulnerability that the older patches have, the one of the day, and one that only Windows has.
pub(super) const KNOWN: &str = "GO-2026-9990";
pub(super) const NEW: &str = "GO-2026-9991";
pub(super) const OF_WINDOWS: &str = "GO-2026-9992";

/// When the machines were set up, in hours before the first one.
pub(super) const SET_UP: i64 = -40 * 24;
/// When the older vulnerability was published.
pub(super) const KNOWN_SINCE: i64 = -20 * 24;
/// 0 is quiet; 1 brings the advisory; 2 a check while the server of the hooks is down; 3 checks when it is up again; 4 the
/// fixes; 5 upgrades; 6 a rollback; 7 its upgrade; 8 is a month later.
pub(super) const HOURS: [i64; 9] = [0, 4, 6, 8, 10, 12, 14, 16, 30 * 24];
pub(super) const QUIET: usize = 0;
pub(super) const MONTH: usize = 8;

pub(super) struct Truth {
    pub(super) runs: &'static str,
    pub(super) known: Vec<&'static str>,
    /// Where `upgrade` leads; `None` if the documents do not say what counts.
    #[expect(clippy::option_option, reason = "nowhere is another truth than none")]
    pub(super) leads: Option<Option<&'static str>>,
    pub(super) exposure: Option<Exposed>,
    /// Whether the machine was promised that it may say "unknown".
    pub(super) may_not_know: bool,
}

/// The documents leave open whether it begins with the advisory or with the release.
pub(super) struct Exposed {
    pub(super) fix: &'static str,
    /// No moment: it is unknown.
    pub(super) since: Vec<Timestamp>,
    pub(super) until: Option<Timestamp>,
}

pub(super) fn known(go: &str, hour: usize) -> Vec<&'static str> {
    match go {
        OLD | OLD_OF_LINE if hour >= 1 => vec![KNOWN, NEW],
        OLD | OLD_OF_LINE => vec![KNOWN],
        NEWEST | NEWEST_OF_LINE if hour >= 1 => vec![NEW],
        _ => Vec::new(),
    }
}

/// The news that the hooks took until an hour, each once: the server was down in hour 2, so they come in hour 3. `None` if
/// the documents do not say which release counts.
pub(super) fn told(machine: char, hour: usize) -> (Vec<&'static str>, Option<Vec<&'static str>>) {
    let mut known = if matches!(machine, 'b' | 'd' | 'e') { vec![KNOWN] } else { Vec::new() };
    known.extend((hour >= 3).then_some(NEW));
    let releases = match (machine, hour) {
        ('d' | 'e', _) => return (known, None),
        ('b', 8) => vec![NEWEST, FIX],
        ('b', _) | ('h', 0..=3) => vec![NEWEST],
        ('a' | 'g', 8) => vec![FIX, LATER],
        // its clock was set back, so its last check counts as made then
        ('g', 4) => Vec::new(),
        ('a' | 'f' | 'g', 4..) => vec![FIX],
        ('c', 4..) => vec![FIX_OF_LINE],
        ('h', 8) => vec![NEWEST, FIX_OF_LINE, FIX],
        ('h', _) => vec![NEWEST, FIX_OF_LINE],
        _ => Vec::new(),
    };
    (known, Some(releases))
}

pub(super) fn of(machine: char, hour: usize, clock: Clock) -> Truth {
    let runs = match (machine, hour) {
        ('a', 5 | 7 | 8) | ('f', 4..) | ('g', 5..) | ('b', 8) => FIX,
        ('a' | 'f' | 'g', _) => NEWEST,
        ('b' | 'd', _) => OLD,
        ('h', 5..) => FIX_OF_LINE,
        ('c' | 'h', _) => NEWEST_OF_LINE,
        _ => OLD_OF_LINE,
    };
    let leads = match (machine, hour) {
        ('d' | 'e', _) => None,
        ('a', 4 | 6) | ('g', 4) | ('h', 8) => Some(Some(FIX)),
        ('b', 0..=7) | ('h', 0..=3) => Some(Some(NEWEST)),
        ('c', 4..) | ('h', 4) => Some(Some(FIX_OF_LINE)),
        ('a' | 'g', 8) => Some(Some(LATER)),
        _ => Some(None),
    };
    let at = |hour: usize| clock.at(HOURS[hour]);
    let of_today = vec![at(1), at(4)];
    let exposed = |fix, since, until: Option<usize>| Some(Exposed { fix, since, until: until.map(at) });
    let exposure = match (machine, hour) {
        ('b', 8) => {
            Some(Exposed { fix: NEWEST, since: vec![clock.at(KNOWN_SINCE)], until: Some(clock.at(HOURS[0] + 24 + 3)) })
        }
        ('b' | 'd', _) => exposed(NEWEST, vec![clock.at(KNOWN_SINCE)], None),
        ('e', _) => exposed(NEWEST_OF_LINE, vec![clock.at(KNOWN_SINCE)], None),
        (_, 0..=3) => None,
        ('a', 4 | 6) => exposed(FIX, of_today, None),
        ('a', 5) => exposed(FIX, of_today, Some(5)),
        ('a', _) => exposed(FIX, of_today, Some(7)),
        ('c', _) | ('h', 4) => exposed(FIX_OF_LINE, of_today, None),
        ('f', _) => exposed(FIX, of_today, Some(4)),
        ('g', 4) => exposed(FIX, Vec::new(), None),
        ('g', _) => exposed(FIX, Vec::new(), Some(5)),
        _ => exposed(FIX_OF_LINE, of_today, Some(5)),
    };
    Truth { runs, known: known(runs, hour), leads, exposure, may_not_know: matches!(machine, 'd' | 'e') }
}
