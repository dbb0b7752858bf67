//! The picture in docs/teams/policy.md: a week of 200 machines with a security release in the middle, under three
//! policies, which are read as a machine reads them and asked each day as `upgo upgrade` does.
use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use upgo_engine::base::version::Version;
use upgo_engine::choices::policy::{Policy, Ring, RingDays};

const MACHINES: u32 = 200;
const DAYS: usize = 7;
/// The day of the week on which the fix is published, counted from 0.
const PUBLISHED: usize = 2;
const MONDAY: Date = date(2026, 9, 7);
const WIDTH: u32 = 720;
const ROW: u32 = 150;

/// A policy, and the machines that run the fix at the end of each day.
struct Week {
    name: &'static str,
    fixed: [u32; DAYS],
}

/// The ring of a machine: 10 are in canary, 40 in early, and 150 in broad.
fn ring(machine: u32) -> Ring {
    match machine % 20 {
        0 => Ring::Canary,
        1..=4 => Ring::Early,
        _ => Ring::Broad,
    }
}

/// Whether a machine is on, on a day: each is off on two days of the week.
fn is_on(machine: u32, day: usize) -> bool {
    let off = [machine.wrapping_mul(7) % 7, machine.wrapping_mul(3).wrapping_add(machine / 7) % 7];
    !off.contains(&u32::try_from(day).unwrap_or_default())
}

fn week(name: &'static str, policy: impl Fn(Ring, usize) -> Policy) -> Week {
    let published = MONDAY.saturating_add(i64::try_from(PUBLISHED).unwrap_or_default().days());
    let Ok(fix) = Version::from_name("go1.27.3") else { return Week { name, fixed: [0; DAYS] } };
    let mut has_fix = vec![false; MACHINES as usize];
    let mut fixed = [0; DAYS];
    for (day, count) in fixed.iter_mut().enumerate() {
        let today = MONDAY.saturating_add(i64::try_from(day).unwrap_or_default().days());
        for (machine, has_fix) in (0..MACHINES).zip(&mut has_fix) {
            let policy = policy(ring(machine), day);
            let may = || policy.permits_install(&fix, Some(published), today, true).is_ok();
            *has_fix = *has_fix || (day >= PUBLISHED && is_on(machine, day) && may());
        }
        *count = u32::try_from(has_fix.iter().filter(|has| **has).count()).unwrap_or_default();
    }
    Week { name, fixed }
}

fn weeks() -> [Week; 3] {
    let days = RingDays { canary: Some(0), early: Some(3), broad: Some(10) };
    let in_ring = |ring| Policy { ring: Some(ring), ..Policy::default() };
    [
        week("Rings as they are: fixes after 0, 0 and 1 day", move |ring, _| in_ring(ring)),
        week("Approval, also for fixes; given on Friday", |ring, day| {
            let approved = if day < 4 { vec!["1.27.2"] } else { vec!["1.27.2", "1.27.3"] };
            let approved = approved.iter().filter_map(|rule| rule.parse().ok()).collect();
            Policy { approved: Some(approved), security_needs_approval: Some(true), ..in_ring(ring) }
        }),
        week("Rings with the same days for fixes: 0, 3 and 10", move |ring, _| Policy {
            ring_security_days: days,
            ring_days: days,
            ..in_ring(ring)
        }),
    ]
}

/// The picture, as SVG.
pub(crate) fn picture() -> String {
    let weeks = weeks();
    let height = 56 + ROW * u32::try_from(weeks.len()).unwrap_or_default();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"Segoe UI, sans-serif\" \
         font-size=\"13\" role=\"img\" aria-label=\"How many of 200 machines run a security fix on each day of a week, under three policies\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"24\" y=\"30\" font-size=\"15\" fill=\"#1b1b1b\">200 machines; a fix is published on Wednesday. Those that run it at the end of the day:</text>\n"
    );
    for (row, week) in weeks.iter().enumerate() {
        let top = 56 + ROW * u32::try_from(row).unwrap_or_default();
        writeln!(svg, "<text x=\"24\" y=\"{}\" fill=\"#1b1b1b\">{}</text>", top + 12, week.name).ok(); // writing to a text cannot fail
        for (day, fixed) in week.fixed.iter().enumerate() {
            bar(&mut svg, (24 + 98 * u32::try_from(day).unwrap_or_default(), top + 22), day, *fixed);
        }
    }
    svg + "</svg>\n"
}

/// One day: a bar of all machines, filled by those that run the fix.
fn bar(svg: &mut String, (left, top): (u32, u32), day: usize, fixed: u32) {
    const NAMES: [&str; DAYS] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let (full, name) = (80, NAMES[day]);
    let filled = fixed * full / MACHINES;
    let (base, said) = (top + full, if day < PUBLISHED { "–".to_owned() } else { fixed.to_string() });
    writeln!(
        svg,
        "<rect x=\"{left}\" y=\"{top}\" width=\"84\" height=\"{full}\" rx=\"4\" fill=\"#e5e5e5\"/>\n\
         <rect x=\"{left}\" y=\"{}\" width=\"84\" height=\"{filled}\" rx=\"4\" fill=\"#0f6cbd\"/>\n\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#1b1b1b\">{name} {said}</text>",
        base - filled,
        left + 42,
        base + 18,
    )
    .ok();
}
