//! One HTML document about all machines, which needs no server and fetches nothing; its script only sorts and filters.
//! Every word of a report is escaped, and the content security policy permits only the style and the script below, by
//! their digests, so that a word that were not escaped could still do nothing.
use std::fmt::{Display, Write as _};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::left_out::LeftOut;
use super::machine::ReportedExposure;
use super::summary::{FleetCounts, FleetMachine, FleetReport, FleetRing, FleetVersion};
use crate::base::digest::Sha256;
use crate::base::display::{one_line, sentence, xml};
use crate::base::report::Code;
use crate::base::version::Version;
use crate::base::words::{Language, Sentence, Statement, speaking, spoken};
use crate::change::log::word;
use crate::choices::policy::Ring;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The largest number of machines in the page, which a browser still sorts at once. The JSON has all of them.
pub const MOST_MACHINES: usize = 5_000;
const MOST_VERSIONS: usize = 200;
/// How many files are named for each reason.
const MOST_FILES: usize = 20;
const TIME: &str = "%Y-%m-%d %H:%M";
/// `2026-11-23 01:45 Europe/Berlin`.
const TIME_AND_ZONE: &str = "%Y-%m-%d %H:%M %:Q";

pub fn html(report: &FleetReport, language: Language, zone: &TimeZone) -> String {
    speaking(language, || HtmlPage { html: String::with_capacity(64 << 10), zone }.whole(report))
}

struct HtmlPage<'a> {
    html: String,
    zone: &'a TimeZone,
}

impl HtmlPage<'_> {
    fn whole(mut self, report: &FleetReport) -> String {
        let language = spoken().tag();
        let title = Sentence::FleetTitle;
        let [style, script] = [STYLE, SCRIPT].map(|text| BASE64_STANDARD.encode(Sha256::of(text.as_bytes()).bytes()));
        self.put(format_args!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style}'; \
             script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        ));
        self.introduction(report);
        self.totals(report);
        self.rings(report);
        self.versions(report);
        self.machines(&report.machines);
        self.left_out(&report.left_out);
        self.put(format_args!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
        self.html
    }

    fn introduction(&mut self, report: &FleetReport) {
        let [at, silent] = [report.at, report.silent_before].map(|at| self.time(at, TIME_AND_ZONE));
        let as_of = say!(FleetAsOf { at, silent });
        self.paragraph("quiet", as_of);
        let (class, said) = match &report.database {
            None => ("warning", Sentence::FleetDatabaseNone.into()),
            Some(database) => {
                let at = self.time(database.fetched_at, TIME_AND_ZONE);
                if database.stale {
                    ("warning", say!(FleetDatabaseOld { at }))
                } else {
                    ("quiet", say!(FleetDatabase { at, url: sentence(&database.url) }))
                }
            }
        };
        self.paragraph(class, said);
    }

    fn totals(&mut self, report: &FleetReport) {
        self.put("<dl>\n");
        for (name, class, count) in named(&report.total, report) {
            let (name, (count, class)) = (escaped(name), shown(count, class));
            self.put(format_args!("<div><dt>{name}</dt><dd class=\"{class}\">{count}</dd></div>\n"));
        }
        self.put("</dl>\n");
    }

    fn rings(&mut self, report: &FleetReport) {
        let names = named(&FleetCounts::default(), report).into_iter().map(|(name, ..)| (name, true));
        let heads: Vec<_> = std::iter::once((Sentence::FleetRing, false)).chain(names).collect();
        self.table("rings", Sentence::FleetRings, &heads);
        for FleetRing { ring, counts } in &report.rings {
            self.row_head(ring.map_or(Sentence::FleetNoRing, Ring::title));
            for (_, class, count) in named(counts, report) {
                self.number(count, class);
            }
            self.put("</tr>\n");
        }
        self.end_table();
    }

    fn versions(&mut self, report: &FleetReport) {
        let heads = [
            (Sentence::FleetVersion, false),
            (Sentence::FleetInUse, true),
            (Sentence::FleetVulnerable, true),
            (Sentence::FleetInstalled, true),
        ];
        self.table("versions", Sentence::FleetVersions, &heads);
        for FleetVersion { version, in_use, vulnerable, installed } in report.versions.iter().take(MOST_VERSIONS) {
            self.row_head(go_or(version.as_ref(), Sentence::FleetNoKnownGo));
            self.number(Some(*in_use), "");
            self.number(Some(*vulnerable).filter(|_| report.knows_vulnerabilities()), "bad");
            self.number(Some(*installed), "");
            self.put("</tr>\n");
        }
        self.end_table();
        self.more(|count| say!(FleetMoreVersions { count }), report.versions.len(), MOST_VERSIONS);
    }

    fn machines(&mut self, machines: &[FleetMachine]) {
        let (title, filter) = (Sentence::FleetMachines, escaped(Sentence::FleetFilter));
        self.put(format_args!("<h2 id=\"machines-title\">{}</h2>\n", escaped(title)));
        self.put(format_args!("<p data-filter=\"machines\" data-label=\"{filter}\"></p>\n"));
        let heads = [
            (Sentence::FleetMachine, false),
            (Sentence::FleetRing, false),
            (Sentence::FleetVersion, false),
            (Sentence::FleetVulnerabilities, true),
            (Sentence::FleetExposure, true),
            (Sentence::FleetUpdate, false),
            (Sentence::FleetState, false),
            (Sentence::FleetLastUpdate, false),
            (Sentence::FleetTries, true),
            (Sentence::FleetLastReport, false),
            (Sentence::FleetSystem, false),
            (Sentence::FleetUpgo, false),
        ];
        self.open_table("machines", title, &heads);
        machines.iter().take(MOST_MACHINES).for_each(|machine| self.machine(machine));
        self.end_table();
        self.more(|count| say!(FleetMoreMachines { count }), machines.len(), MOST_MACHINES);
    }

    fn machine(&mut self, machine: &FleetMachine) {
        let report = &machine.report;
        let id = report.id.to_string();
        self.row_head(report.name.as_deref().unwrap_or(&id));
        self.cell("", report.ring.map_or(Sentence::Nothing, Ring::title));
        let no_go = if report.has_go == Some(false) { Sentence::FleetNoGo } else { Sentence::FleetNotKnown };
        self.cell("", go_or(report.go.as_ref(), no_go));
        self.number(machine.vulnerabilities.map(u64::from), "bad");
        match &report.exposure {
            None => self.cell("number", ""),
            Some(ReportedExposure { until, .. }) => {
                let class = if until.is_none() || machine.late == Some(true) { "bad" } else { "" };
                self.number(machine.exposure_hours, class);
            }
        }
        let other = if report.permitted == Some(false) { Sentence::FleetNotPermitted } else { Sentence::Nothing };
        self.cell("caution", go_or(report.update.as_ref().filter(|_| machine.behind), other));
        match (report.stage, machine.failed) {
            (Some(stage), _) => self.cell("caution", say!(FleetChanging { stage: word(&stage) })),
            (None, failed) => self.cell("bad", failed.map_or("", Code::as_str)),
        }
        let updated = report.updated_at.map(|at| self.time(at, TIME)).unwrap_or_default();
        self.cell("", updated);
        self.number(Some(report.tries.into()), "caution");
        let (class, mark) = match machine {
            FleetMachine { clock_wrong: true, .. } => ("caution", Sentence::FleetMarkClock),
            FleetMachine { silent: true, .. } => ("caution", Sentence::FleetMarkSilent),
            _ => ("", Sentence::Nothing),
        };
        let reported = format!("{} {mark}", report.at.map(|at| self.time(at, TIME)).unwrap_or_default());
        self.cell(class, reported.trim());
        self.cell("", &report.target);
        self.cell("", &report.upgo);
        self.put("</tr>\n");
    }

    fn left_out(&mut self, left_out: &[LeftOut]) {
        self.put(format_args!("<h2>{}</h2>\n", escaped(Sentence::FleetLeftOut)));
        if left_out.is_empty() {
            self.paragraph("quiet", Sentence::FleetLeftOutNone);
        }
        for LeftOut { why, count, files } in left_out {
            self.put(format_args!("<details><summary>{}: {count}</summary>\n<ul>\n", escaped(why.says())));
            for file in files.iter().take(MOST_FILES) {
                self.put(format_args!("<li>{}</li>\n", escaped(file)));
            }
            let more = count.saturating_sub(MOST_FILES as u64);
            if more > 0 {
                self.put(format_args!("<li>{}</li>\n", escaped(say!(MoreFiles { count: more }))));
            }
            self.put("</ul></details>\n");
        }
    }

    fn table(&mut self, id: &str, title: Sentence, heads: &[(Sentence, bool)]) {
        self.put(format_args!("<h2 id=\"{id}-title\">{}</h2>\n", escaped(title)));
        self.open_table(id, title, heads);
    }

    /// The start of a table with these columns; `true` is one of numbers. The frame can be scrolled with the keyboard.
    fn open_table(&mut self, id: &str, title: Sentence, heads: &[(Sentence, bool)]) {
        let title = escaped(title);
        self.put(format_args!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}-title\">\n\
             <table id=\"{id}\" class=\"sortable\" aria-label=\"{title}\">\n<thead><tr>"
        ));
        for (name, is_number) in heads {
            let class = if *is_number { " class=\"number\"" } else { "" };
            self.put(format_args!("<th scope=\"col\"{class}>{}</th>", escaped(name)));
        }
        self.put("</tr></thead>\n<tbody>\n");
    }

    fn end_table(&mut self) {
        self.put("</tbody>\n</table>\n</div>\n");
    }

    fn row_head(&mut self, text: impl Display) {
        self.put(format_args!("<tr><th scope=\"row\">{}</th>", escaped(text)));
    }

    fn cell(&mut self, class: &str, text: impl Display) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.put(format_args!("<td{class}>{}</td>", escaped(text)));
    }

    /// A number; one above 0 has this class. `None` is unknown.
    fn number(&mut self, number: Option<u64>, class: &str) {
        let (number, class) = shown(number, class);
        self.cell(format!("number {class}").trim_end(), number);
    }

    /// A sentence about the rest of a list.
    fn more(&mut self, says: impl Fn(usize) -> Statement, all: usize, shown: usize) {
        if let Some(more) = all.checked_sub(shown).filter(|more| *more > 0) {
            self.paragraph("quiet", says(more));
        }
    }

    fn paragraph(&mut self, class: &str, text: impl Display) {
        self.put(format_args!("<p class=\"{class}\">{}</p>\n", escaped(text)));
    }

    fn time(&self, at: Timestamp, format: &str) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime(format).to_string()
    }

    fn put(&mut self, text: impl Display) {
        write!(self.html, "{text}").ok(); // writing to a text cannot fail
    }
}

/// The numbers with their names and classes. `None` is unknown.
fn named(counts: &FleetCounts, report: &FleetReport) -> Vec<(Sentence, &'static str, Option<u64>)> {
    let FleetCounts { machines, vulnerable, unknown, behind, failed, silent, late, late_unknown, changing, fine } =
        *counts;
    let vulnerable = Some(vulnerable).filter(|_| report.knows_vulnerabilities());
    let of_time = [(Sentence::FleetLate, "bad", late), (Sentence::FleetLateUnknown, "caution", late_unknown)];
    let rest = [
        (Sentence::FleetFailed, "bad", failed),
        (Sentence::FleetSilent, "caution", silent),
        (Sentence::FleetBehind, "caution", behind),
        (Sentence::FleetUnknown, "caution", unknown),
        (Sentence::FleetChangingNow, "", changing),
        (Sentence::FleetFine, "good", fine),
    ];
    let of_time = of_time.into_iter().filter(|_| report.within_seconds.is_some());
    let rest = of_time.chain(rest).map(|(name, class, count)| (name, class, Some(count)));
    let first = [(Sentence::FleetMachines, "", Some(machines)), (Sentence::FleetVulnerable, "bad", vulnerable)];
    first.into_iter().chain(rest).collect()
}

/// A number with its class, if it is above 0.
fn shown(number: Option<u64>, class: &str) -> (String, &str) {
    match number {
        None => (Sentence::FleetNotKnown.to_string(), "caution"),
        Some(number) => (number.to_string(), if number > 0 { class } else { "" }),
    }
}

/// A version, or what is said if there is none.
fn go_or(version: Option<&Version>, other: Sentence) -> String {
    version.map_or_else(|| other.to_string(), Version::to_string)
}

/// A text of others as text of HTML, also within an attribute in quotes.
fn escaped(text: impl Display) -> String {
    xml(one_line(text))
}
