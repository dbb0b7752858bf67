//! Promise 1, to exhaustion: each effect of each operation is ended, fails in each way, and is ended again during the
//! recovery. After each, the machine must match the [`model`](crate::walk::model) of the random walk, and every promise
//! is checked.
//!
//! A trace of the operation gives the list of effects (docs/internals/adr/0005-fault-points.md). All operations take two
//! days, or `UPGO_DAYS`. On its day, one is ended at each effect, and of the other cases a few are tested, by a seed that
//! changes every day; `UPGO_FAULTS_SEED` repeats it. `UPGO_FAULTS=all` tests all of them, and any other text those of the
//! operations whose names contain it.
mod checks;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use upgo_engine::machine::fault::FAILURES;

use self::table::{ELSEWHERE, KINDS_ELSEWHERE, OPERATIONS, Operation, Stage};
use crate::every_command::{ROWS, commands, machine, only_reads, words};
use crate::lab;
use crate::schemas::schema;
use crate::walk::action::{Fault, Step};
use crate::walk::model::Model;
use crate::walk::promises::no_file_is_half;
use crate::walk::world::{Broken, Taken, World};

/// How many of the cases other than a kill are tested of an operation, unless all are.
const OTHERS: usize = 6;
/// How many operations are tested at the same time.
const AT_ONCE: usize = 2;
/// After so many findings, an operation is left.
const ENOUGH: usize = 5;

/// A fault of an operation, and the effect of the recovery before which that is killed, too.
type Case = (Fault, Option<u64>);

/// How much of an operation is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The kills at all effects, and [`OTHERS`] of the other cases.
    Kills,
    Everything,
}

/// The figures of a run.
#[derive(Default)]
struct Figures {
    operations: usize,
    /// The effects of the operations, and at how many of them one was ended.
    effects: u64,
    kills: u64,
    errors: usize,
    kills_during_recovery: usize,
    findings: Vec<String>,
    /// The kinds of steps in the plans.
    kinds: BTreeSet<String>,
}

/// The machine on which an operation is repeated.
struct Ground<'a> {
    operation: &'a Operation,
    world: World,
    /// The model of the machine before the operation.
    before: Model,
    /// What the doctor finds before or after the undisturbed operation.
    usual_findings: BTreeSet<String>,
    /// Each effect of the undisturbed operation, for the report of a finding.
    effects: Vec<String>,
    /// The kinds of steps in its plan.
    kinds: BTreeSet<String>,
}

impl<'a> Ground<'a> {
    fn new(operation: &'a Operation) -> Result<Self, Broken> {
        let world = prepared(operation)?;
        let before = world.model.clone();
        let (effects, kinds, usual_findings) = (Vec::new(), kinds_of_steps(operation, &world), BTreeSet::new());
        let mut ground = Self { operation, world, before, usual_findings, effects, kinds };
        #[cfg(unix)]
        ground.world.lab.keep("before");
        let trace = ground.world.lab.path("trace");
        let words = ground.world.words(&operation.action).ok_or("an operation is a command")?;
        let fault = format!("trace:{}", trace.display());
        ground.world.lab.upgo(&words).with("UPGO_FAULT", fault).ends();
        let traced = fs::read_to_string(trace).unwrap_or_default();
        ground.effects = traced.lines().map(str::to_owned).collect();
        ground.go_back()?;
        ground.usual_findings = ground.world.findings()?;
        ground.world.take(&Step::calm(operation.action.clone()))?;
        (operation.check)(&ground.world, Stage::Done)?;
        ground.usual_findings.extend(ground.world.findings()?);
        Ok(ground)
    }

    /// Makes the machine what it was before the operation.
    #[cfg_attr(unix, expect(clippy::unnecessary_wraps, reason = "it can fail on Windows"))]
    fn go_back(&mut self) -> Result<(), Broken> {
        #[cfg(unix)]
        self.world.lab.go_back("before");
        #[cfg(windows)] // the registry cannot go back
        {
            self.world = prepared(self.operation)?;
        }
        self.world.model = self.before.clone();
        Ok(())
    }

    /// Whether the fault is that the program which tests Go may not start.
    fn denies_a_built_program(&self, fault: Fault) -> bool {
        let Fault::Fail("denied", point) = fault else { return false };
        let effect = usize::try_from(point - 1).ok().and_then(|index| self.effects.get(index));
        let spawned = effect.and_then(|effect| effect.strip_prefix("spawn\t"));
        spawned.is_some_and(|program| Path::new(program).file_stem().is_some_and(|name| name == "hello"))
    }

    fn test(&mut self, (fault, again): Case) -> Result<Taken, Broken> {
        self.go_back()?;
        let (action, check) = (&self.operation.action, self.operation.check);
        let taken = self.world.take(&Step { action: action.clone(), fault: Some(fault), again })?;
        check(&self.world, Stage::Recovered)?;
        let mut findings = self.world.findings()?;
        // a verified toolchain may stay although it is not used
        findings.retain(|id| id != "path.missing-upgo" || self.world.model.state.on_path);
        // the system denied the start of a program that Go had built, and the doctor says so
        findings.retain(|id| id != "policy.built-blocked" || !self.denies_a_built_program(fault));
        if !findings.is_subset(&self.usual_findings) {
            return Err(format!("the doctor finds {findings:?}; usual are {:?}", self.usual_findings));
        }
        let next = |broken: Broken| format!("the next command: {broken}");
        self.world.take(&Step::calm(action.clone())).map_err(next)?;
        check(&self.world, Stage::Done).map_err(next)?;
        no_file_is_half(&self.world.lab.user()).map_err(next)?;
        Ok(taken)
    }

    fn test_all(&mut self, extent: Extent, seed: u64) -> Figures {
        let kinds = std::mem::take(&mut self.kinds);
        let mut figures = Figures { operations: 1, kinds, ..Figures::default() };
        for point in 1.. {
            let taken = figures.note(self, (Fault::Abort(point), None));
            if taken.is_some_and(|taken| !taken.is_killed) || figures.findings.len() >= ENOUGH {
                break;
            }
            figures.effects = point;
            figures.kills += u64::from(taken.is_some());
        }
        if figures.effects == 0 && figures.findings.is_empty() {
            figures.findings.push(format!("{}: it has no effect", self.operation.name));
        }
        if cfg!(windows) || !figures.findings.is_empty() {
            return figures; // on Windows, to save time
        }
        match extent {
            Extent::Everything => self.test_rest(&mut figures),
            Extent::Kills => self.test_some(&mut figures, seed),
        }
        figures
    }

    fn test_rest(&mut self, figures: &mut Figures) {
        for point in 1..=figures.effects {
            for fault in failures(point) {
                figures.errors += usize::from(figures.note(self, (fault, None)).is_some());
            }
            for again in 1.. {
                match figures.note(self, (Fault::Abort(point), Some(again))) {
                    Some(Taken { is_killed_again: true, .. }) => figures.kills_during_recovery += 1,
                    _ => break,
                }
            }
            if figures.findings.len() >= ENOUGH {
                break;
            }
        }
    }

    fn test_some(&mut self, figures: &mut Figures, seed: u64) {
        let own: u64 = self.operation.name.bytes().map(u64::from).sum(); // so that it is not the same for each operation
        let mut random = fastrand::Rng::with_seed(seed ^ own << 32);
        for _ in 0..OTHERS {
            let point = random.u64(1..=figures.effects);
            let kinds = failures(point);
            match random.usize(..kinds.len() * 2) {
                kind if kind < kinds.len() => {
                    figures.errors += usize::from(figures.note(self, (kinds[kind], None)).is_some());
                }
                _ => {
                    let taken = figures.note(self, (Fault::Abort(point), Some(random.u64(1..12))));
                    figures.kills_during_recovery += usize::from(taken.is_some_and(|taken| taken.is_killed_again));
                }
            }
        }
    }
}

impl Figures {
    /// Tests a case; a failure is added to the findings.
    fn note(&mut self, ground: &mut Ground<'_>, case: Case) -> Option<Taken> {
        let tested = ground.test(case);
        if let Err(broken) = &tested {
            let (Fault::Abort(at) | Fault::Fail(_, at) | Fault::FailFrom(at)) = case.0;
            let effect = usize::try_from(at).ok().and_then(|at| ground.effects.get(at - 1));
            let step = Step { action: ground.operation.action.clone(), fault: Some(case.0), again: case.1 };
            let (name, effect) = (ground.operation.name, effect.map_or("?", String::as_str));
            self.findings.push(format!("{name}: `{step}`, at {effect:?}:\n{broken}"));
        }
        tested.ok()
    }

    fn add(&mut self, other: Self) {
        self.operations += other.operations;
        self.effects += other.effects;
        self.kills += other.kills;
        self.errors += other.errors;
        self.kills_during_recovery += other.kills_during_recovery;
        self.findings.extend(other.findings);
        self.kinds.extend(other.kinds);
    }
}

/// The machine before an operation.
fn prepared(operation: &Operation) -> Result<World, Broken> {
    let mut world = World::new();
    for action in operation.before {
        let step = Step::calm(action.clone());
        world.take(&step).map_err(|broken| format!("{}: to prepare it, `{step}`: {broken}", operation.name))?;
    }
    Ok(world)
}

/// The kinds of steps in the plan of an operation, as `--dry-run` shows it.
fn kinds_of_steps(operation: &Operation, world: &World) -> BTreeSet<String> {
    if !operation.is_planned {
        return BTreeSet::new();
    }
    let words = world.words(&operation.action).unwrap_or_default().into_iter().filter(|word| word != "--yes");
    let plan = world.lab.upgo(words.chain(["--dry-run".into(), "--json".into()])).succeeds().json();
    let steps = plan["plan"]["steps"].as_array().unwrap();
    steps.iter().map(|step| step["kind"].as_str().unwrap().to_owned()).collect()
}

/// All kinds of steps, from the schemas.
fn all_kinds() -> BTreeSet<String> {
    let definitions = schema("definitions");
    let kinds = definitions["$defs"]["StepKind"]["oneOf"].as_array().unwrap();
    kinds.iter().map(|kind| kind["const"].as_str().unwrap().to_owned()).collect()
}

/// The ways in which the effect at a point can fail.
fn failures(point: u64) -> Vec<Fault> {
    let kinds = FAILURES.map(|(kind, ..)| Fault::Fail(kind, point));
    kinds.into_iter().chain([Fault::FailFrom(point)]).collect()
}

/// Tests the operations, several at the same time.
fn test(operations: &[&Operation], extent: Extent, seed: u64) -> Figures {
    let (figures, left) = (Mutex::new(Figures::default()), Mutex::new(operations.iter()));
    let work = || {
        loop {
            let Some(operation) = left.lock().unwrap().next() else { return };
            let begun = Instant::now();
            let tested = match Ground::new(operation) {
                Ok(mut ground) => ground.test_all(extent, seed),
                Err(broken) => {
                    Figures { findings: vec![format!("{}: {broken}", operation.name)], ..Figures::default() }
                }
            };
            let Figures { effects, kills, errors, kills_during_recovery: again, .. } = &tested;
            let took = begun.elapsed().as_secs_f32();
            println!("{effects:>5} {kills:>5} {errors:>6} {again:>6} {took:>7.1} s  {}", operation.name);
            figures.lock().unwrap().add(tested);
        }
    };
    println!("effects kills errors again");
    std::thread::scope(|scope| (0..AT_ONCE).for_each(|_| drop(scope.spawn(work))));
    figures.into_inner().unwrap()
}

#[test]
#[ignore = "long"]
fn every_operation_survives_every_fault_at_every_effect() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    let wanted = std::env::var("UPGO_FAULTS").ok();
    let (extent, part) = match wanted.as_deref() {
        None => (Extent::Kills, None),
        Some("all") => (Extent::Everything, None),
        Some(part) => (Extent::Everything, Some(part)),
    };
    let day = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 86_400;
    let number = |name: &str| -> Option<u64> { std::env::var(name).ok()?.parse().ok() };
    let seed = number("UPGO_FAULTS_SEED").unwrap_or(day);
    let days = number("UPGO_DAYS").unwrap_or(2).max(1);
    let is_wanted = |(at, operation): &(u64, &Operation)| match (part, extent) {
        (Some(part), _) => operation.name.contains(part),
        (None, Extent::Everything) => true,
        (None, Extent::Kills) if cfg!(windows) => operation.name == "use",
        (None, Extent::Kills) => at % days == seed % days,
    };
    let numbered = (0..).zip(OPERATIONS);
    let operations: Vec<&Operation> = numbered.filter(is_wanted).map(|(_, operation)| operation).collect();
    let figures = test(&operations, extent, seed);
    let Figures { operations, effects, kills, errors, kills_during_recovery, findings, kinds } = &figures;
    println!(
        "{operations} operations, {effects} effects, {kills} kills, {errors} errors, {kills_during_recovery} kills \
         during recovery, {} findings",
        findings.len()
    );
    let again = format!("; repeat with UPGO_DAYS={days} UPGO_FAULTS_SEED={seed}");
    assert!(findings.is_empty(), "{}{again}", findings.join("\n\n"));
    if *operations == OPERATIONS.len() {
        let elsewhere = KINDS_ELSEWHERE.iter().map(|kind| (*kind).to_owned());
        let known: BTreeSet<String> = kinds.iter().cloned().chain(elsewhere).collect();
        assert_eq!(known, all_kinds(), "a kind of step is in the plan of no operation");
    }
}

/// A command that changes something, as its rows say, needs a row in the table, or one of those that are tested
/// elsewhere. All others have no effects.
#[test]
fn every_command_is_an_operation_or_changes_nothing() {
    let lab = machine();
    let lines: Vec<String> = OPERATIONS.iter().map(Operation::line).collect();
    let of = |line: &str, command: &str| format!("{line} ").starts_with(&format!("{command} "));
    let all: BTreeSet<String> = commands(&lab).into_keys().filter(|command| !command.is_empty()).collect();
    for (command, _) in ELSEWHERE {
        assert!(all.contains(*command), "there is no `upgo {command}`");
    }
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let is_tested = |command: &str| {
        lines.iter().any(|line| of(line, command)) || ELSEWHERE.iter().any(|(name, _)| *name == command)
    };
    // `log` only reads, but `log report` does not
    let meant = |row: &str| all.iter().filter(|name| of(row, name)).max_by_key(|name| name.len());
    for command in all.iter().filter(|command| !is_tested(command)) {
        let rows: Vec<_> = ROWS.iter().filter(|(row, _)| meant(row) == Some(command)).collect();
        let changes = rows.iter().any(|row| row.1 != "error" && !only_reads(row));
        assert!(!changes && rows.iter().any(|row| only_reads(row)), "`upgo {command}` is no operation of the table");
        for (row, _) in rows {
            let trace = lab.path("trace");
            lab.upgo(words(&lab, row)).with("UPGO_FAULT", format!("trace:{}", trace.display())).ends();
            let traced = fs::read_to_string(&trace).unwrap_or_default();
            let logs = lab.home().join("logs").display().to_string();
            let effects: Vec<&str> = traced.lines().filter(|line| !line.contains(&logs)).collect();
            assert!(effects.is_empty(), "`upgo {row}` is no operation of the table, but has effects: {effects:#?}");
            fs::remove_file(trace).ok();
        }
    }
}

/// The error of a failed recovery is reported unchanged, with the change that it belongs to.
#[test]
fn a_recovery_that_fails_is_a_warning_with_its_own_code() {
    if !cfg!(feature = "faults") {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let (ended, running) = ("00000001.jsonl", "00000001.running.jsonl");
    let journal = |name: &str| lab.home().join("journal").join(name);
    let text = fs::read_to_string(journal(ended)).unwrap();
    let (begun, _outcome) = text.trim_end().rsplit_once('\n').unwrap();
    // the first change is as if its process had been killed before it wrote the outcome
    let status = |fault: &str| {
        fs::remove_file(journal(ended)).ok();
        fs::write(journal(running), format!("{begun}\n")).unwrap();
        lab.upgo(["status", "--json"]).with("UPGO_FAULT", fault).ends().json()
    };
    let trace = lab.path("trace");
    let recovered = status(&format!("trace:{}", trace.display()));
    assert_eq!(recovered["warnings"][0]["code"], "UPGO-RECOVERED", "{recovered:#}");
    let points = fs::read_to_string(trace).unwrap().lines().count();
    let mut about_the_change = 0;
    for point in 1..=points {
        let answer = status(&format!("fail@{point}"));
        for warning in answer["warnings"].as_array().into_iter().flatten() {
            assert_ne!(warning["code"], "UPGO-BUSY", "{warning:#}");
            let told = "change number 1, \u{201c}Install and use go1.27.3\u{201d}, was interrupted and could not be finished: ";
            if warning["message"].as_str().unwrap().starts_with(told) {
                assert_eq!(warning["code"], "UPGO-DISK-FULL", "{warning:#}");
                about_the_change += 1;
            }
        }
    }
    assert!(about_the_change > 0, "in {points} places");
}
