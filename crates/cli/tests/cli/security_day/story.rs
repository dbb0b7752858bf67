//! The day of a security release on eight machines, as every face tells it at each hour. The truth is the terminal's, and
//! that of the tables in `truth.rs`.
//!
//! **a** is in the ring *canary*; **b** in *broad*, on an older patch; **c** stays on the line before; **d** has chosen the
//! newest, and the file of `go env -w` pins an older one; **e** has chosen the newest, and `.bashrc` puts another Go first;
//! **f** is in *early*; the clock of **g** was fifteen hours ahead when it was set up, until hour 4; **h** is in *early*, on
//! the line before. **b** makes the overview.
use std::fs;
use std::thread;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::clock::Clock;
use super::faces::{self, Says, of_check, of_plan};
use super::machines::Machine;
use super::truth::{self, Exposed, FIX, HOURS, MACHINES, Truth};

/// How long the hours of the story may last in the test.
const PATIENCE: SignedDuration = SignedDuration::from_mins(50);

/// What is wrong with what a face says; `None` if it is true.
fn wrong(says: &Says, truth: &Truth, hour: usize) -> Option<String> {
    let no_go = |said: &Value| truth.may_not_know && said.is_null();
    match says {
        Says::Runs(said) if *said == truth.runs || no_go(said) => None,
        Says::Runs(said) => Some(format!("says {said}, the terminal runs {}", truth.runs)),
        Says::Count(said) if *said == truth.known.len() || no_go(said) => None,
        Says::Count(said) => Some(format!("says {said} vulnerabilities, it has {}", truth.known.len())),
        Says::Known(said) => {
            let mut said = said.clone();
            said.sort();
            (said != truth.known).then(|| format!("names {said:?}, it has {:?}", truth.known))
        }
        Says::Leads(said) => {
            let leads = truth.leads?;
            (*said != json!(leads)).then(|| format!("leads to {said}, it should to {leads:?}"))
        }
        Says::Fix(said) => {
            let leads = truth.leads?;
            let has_all = |to: &&str| truth.known.iter().all(|id| truth::known(to, hour).contains(id));
            let fix = leads.filter(|to| !has_all(to));
            (*said != json!(fix)).then(|| format!("names {said} as the security update, it is {fix:?}"))
        }
        Says::IsExposed(said) => {
            let is_exposed = truth.exposure.as_ref().is_some_and(|exposed| exposed.until.is_none());
            (*said != is_exposed).then(|| format!("says exposed: {said}"))
        }
        Says::Exposure { fix, since, until } => wrong_exposure([fix, since, until], truth.exposure.as_ref()),
    }
}

fn wrong_exposure([fix, since, until]: [&Value; 3], truth: Option<&Exposed>) -> Option<String> {
    let Some(truth) = truth else { return (!fix.is_null()).then(|| format!("is exposed for want of {fix}")) };
    let is_at = |said: &Value, at: &Timestamp| {
        let said: Option<Timestamp> = said.as_str().and_then(|said| said.parse().ok());
        said.is_some_and(|said| said >= *at - SignedDuration::from_secs(1) && said <= *at + PATIENCE)
    };
    let is_since = if truth.since.is_empty() { since.is_null() } else { truth.since.iter().any(|at| is_at(since, at)) };
    let is_until = truth.until.as_ref().map_or(until.is_null(), |at| is_at(until, at));
    let is_right = *fix == truth.fix && is_since && is_until;
    (!is_right).then(|| {
        format!(
            "is exposed for want of {fix} from {since} to {until}, it is for {} from {:?} to {:?}",
            truth.fix, truth.since, truth.until
        )
    })
}

struct Report(Vec<String>, usize);

impl Report {
    fn line(&mut self, hour: usize, machine: char, face: &str, wrong: Option<String>) {
        self.1 += 1;
        self.0.extend(wrong.map(|wrong| format!("hour {hour}, machine {machine}, face {face}: {wrong}")));
    }
}

/// An hour of a machine, and what its faces say then.
fn hour_of(machine: &mut Machine, hour: usize, clock: Clock) -> Report {
    let mut report = Report(Vec::new(), 0);
    machine.publish(hour);
    if hour == 4 {
        in_both_orders(machine, clock, &mut report);
    }
    machine.lives(hour);
    let truth = truth::of(machine.name, hour, clock);
    let runs = machine.runs();
    let is_wrong = runs != truth.runs;
    report.line(hour, machine.name, "terminal", is_wrong.then(|| format!("runs {runs}, the table has {}", truth.runs)));
    for (face, says) in faces::at(machine.name, hour) {
        for said in says(machine) {
            report.line(hour, machine.name, face, wrong(&said, &truth, hour));
        }
    }
    let (vulnerabilities, releases) = truth::told(machine.name, hour);
    let told = machine.told();
    let mut news: Vec<&Value> = told.iter().filter_map(|event| event["vulnerabilities"].as_array()).flatten().collect();
    news.sort_by_key(ToString::to_string);
    let is_wrong = news != vulnerabilities;
    report.line(hour, machine.name, "on-vulnerability", is_wrong.then(|| format!("told {news:?}")));
    let of_release = told.iter().filter(|event| event["event"] == "release");
    let versions: Vec<&Value> = of_release.map(|event| &event["version"]).collect();
    let is_wrong = releases.is_some_and(|releases| versions != releases);
    report.line(hour, machine.name, "on-release", is_wrong.then(|| format!("told {versions:?}")));
    report
}

/// The news of the fix, by the first command that hears of it, whichever server answers first.
fn in_both_orders(machine: &Machine, clock: Clock, report: &mut Report) {
    let (releases, database) = ("", "vuln/index/db.json");
    // f upgrades by itself: its dry run has the same answers
    let words: &[&str] = match machine.name {
        'f' => &["upgrade", "--unattended", "--dry-run", "--json"],
        _ => &["check", "--json"],
    };
    let truth = match machine.name {
        'f' => Truth { leads: Some(Some(FIX)), ..truth::of('f', 3, clock) },
        name => truth::of(name, 4, clock),
    };
    machine.lab.keep("before");
    for (order, files) in [("releases first", [database, releases]), ("advisories first", [releases, database])] {
        let said = machine.answered_late(files, words).json();
        for said in if machine.name == 'f' { of_plan(&said) } else { of_check(&said) } {
            let face = format!("{} ({order})", words[0]);
            report.line(4, machine.name, &face, wrong(&said, &truth, 4));
        }
        machine.lab.go_back("before");
    }
}

#[test]
fn every_face_tells_the_same_story_at_each_hour() {
    let clock = Clock::new();
    let machines: Option<Vec<Machine>> = thread::scope(|scope| {
        let made: Vec<_> = MACHINES.map(|name| scope.spawn(move || Machine::new(name, clock))).into_iter().collect();
        made.into_iter().map(|made| made.join().unwrap()).collect()
    });
    let Some(mut machines) = machines else { return };
    let mut report = Report(Vec::new(), 0);
    for hour in 0..HOURS.len() {
        let said: Vec<Report> = thread::scope(|scope| {
            let hours: Vec<_> =
                machines.iter_mut().map(|machine| scope.spawn(move || hour_of(machine, hour, clock))).collect();
            let ended =
                hours.into_iter().zip(MACHINES).map(|(ended, machine)| ended.join().map_err(|why| (machine, why)));
            let broken = |(machine, why): (char, Box<dyn std::any::Any + Send>)| {
                let why = why.downcast::<String>().map_or_else(|_| "no words".to_owned(), |why| *why);
                Report(vec![format!("hour {hour}, machine {machine}: {why}")], 1)
            };
            ended.map(|ended| ended.unwrap_or_else(broken)).collect()
        });
        for Report(lines, count) in said {
            report.0.extend(lines);
            report.1 += count;
        }
        overview(&machines, hour, clock, &mut report);
    }
    assert!(report.0.is_empty(), "{} of {} comparisons fail:\n{}", report.0.len(), report.1, report.0.join("\n"));
}

/// The overview of all machines, by the second one.
fn overview(machines: &[Machine], hour: usize, clock: Clock, report: &mut Report) {
    let admin = &machines[1];
    let (share, page) = (admin.lab.path("share"), admin.lab.path("page.html"));
    fs::create_dir_all(&share).unwrap();
    let mut ids = Vec::new();
    for machine in machines {
        let Ok(text) = fs::read_to_string(machine.lab.path("report.json")) else { return };
        ids.push(serde_json::from_str::<Value>(&text).unwrap()["id"].clone());
        fs::write(share.join(format!("{}.json", machine.name)), text).unwrap();
    }
    for within in [1, 24] {
        let limit = format!("{within}h");
        let words = ["fleet", share.to_str().unwrap(), "--within", &limit, "--html", page.to_str().unwrap(), "--json"];
        let said = admin.upgo(&words).succeeds().json();
        let found = said["machines"].as_array().unwrap();
        let page = fs::read_to_string(&page).unwrap();
        let mut vulnerable = 0;
        for (machine, id) in machines.iter().zip(&ids) {
            let truth = truth::of(machine.name, hour, clock);
            vulnerable += u64::from(!truth.known.is_empty());
            let face = format!("fleet --within {limit}");
            let mut line = |wrong| report.line(hour, machine.name, &face, wrong);
            let Some(row) = found.iter().find(|row| row["id"] == *id) else {
                line(Some(format!("leaves it out: {}", said["leftOut"])));
                continue;
            };
            line(wrong(&Says::Runs(row["go"].clone()), &truth, hour));
            line(wrong(&Says::Count(row["vulnerabilities"].clone()), &truth, hour));
            let behind = truth.leads.map(|leads| leads.is_some());
            let is_wrong = behind.is_some_and(|behind| row["behind"] != behind);
            line(is_wrong.then(|| format!("says behind: {}", row["behind"])));
            let late = late(&truth, clock.at(HOURS[hour]), within);
            let is_wrong = late.as_ref().is_some_and(|late| row["late"] != *late);
            line(is_wrong.then(|| format!("says late: {}, it is {late:?}", row["late"])));
            let id = id.as_str().unwrap();
            let cells = page.split_once(&format!(">{id}<")).map(|(_, rest)| rest.split("</tr>").next().unwrap());
            let cells = cells.unwrap_or_default();
            let is_right = cells.contains(&format!(">{}<", truth.runs));
            line((!is_right).then(|| format!("has the row {cells} in its page")));
        }
        let is_wrong = said["total"]["vulnerable"] != vulnerable;
        report.line(hour, 'b', "fleet", is_wrong.then(|| format!("says {:#}", said["total"])));
    }
}

/// Whether a machine is late; `None` if that depends on what the documents leave open, such as what counts before a fix is
/// out.
fn late(truth: &Truth, now: Timestamp, within: i64) -> Option<Value> {
    let Some(exposed) = &truth.exposure else { return truth.known.is_empty().then_some(json!(false)) };
    if exposed.since.is_empty() {
        return Some(Value::Null);
    }
    let end = exposed.until.unwrap_or(now);
    let mut lasted = exposed.since.iter().map(|since| end.duration_since(*since).as_hours() >= within);
    let first = lasted.next()?;
    lasted.all(|other| other == first).then(|| json!(first))
}
