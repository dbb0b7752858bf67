//! A random walk through every command that changes something, with kills and injected failures in between.
//!
//! After each step, the machine must match a simple [`model`], and every promise is checked ([`promises`]). Proptest
//! shortens a failing walk to the fewest steps that still fail.
//!
//! `npm test` takes the same walks each time, as many as fit into its time. `UPGO_WALK_SECONDS` takes new ones for this
//! long, and `UPGO_WALK_SEED` repeats one; each failure prints its seed. Nothing is asserted about time.
pub(crate) mod action;
pub(crate) mod model;
pub(crate) mod promises;
pub(crate) mod world;

use std::time::{Duration, Instant};

use proptest::strategy::Strategy as _;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use self::action::{Action, Edit, Step, walk, walk_of_edits};
pub(crate) use self::world::World;

/// How long `npm test` walks.
const SECONDS: u64 = 25;
/// How long proptest may shorten a failing walk.
const SHRINKING: Duration = Duration::from_mins(2);

/// Takes the steps one after the other, then removes Upgo.
fn take(steps: &[Step]) -> Result<(), TestCaseError> {
    let mut world = World::new();
    for (index, step) in steps.iter().enumerate() {
        let wrong = |broken| TestCaseError::fail(format!("step {}, `{step}`: {broken}", index + 1));
        world.take(step).map_err(wrong)?;
    }
    world.leave().map_err(|broken| TestCaseError::fail(format!("at the end: {broken}")))
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}

/// Takes one walk; each second seed is for one of edits. Returns a failure as the shortest walk that still fails.
fn walk_once(seed: u64) -> Result<(), String> {
    let config = Config {
        cases: 1,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 100_000,
        max_shrink_time: u32::try_from(SHRINKING.as_millis()).unwrap(),
        ..Config::default()
    };
    let again = format!("repeat it with UPGO_WALK_SEED={seed}");
    let walk = if seed.is_multiple_of(2) { walk().boxed() } else { walk_of_edits().boxed() };
    match TestRunner::new(config).run(&walk, |steps| take(&steps)) {
        Ok(()) => Ok(()),
        Err(TestError::Abort(reason)) => Err(format!("{reason}; {again}")),
        Err(TestError::Fail(reason, steps)) => {
            let steps: Vec<String> = steps.iter().map(|step| format!("  {step}")).collect();
            Err(format!("{again}\n{}\n{reason}", steps.join("\n")))
        }
    }
}

#[test]
fn every_promise_holds_after_each_step_of_a_random_walk() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    if let Some(seed) = number("UPGO_WALK_SEED") {
        walk_once(seed).unwrap_or_else(|broken| panic!("{broken}"));
        return;
    }
    let asked = number("UPGO_WALK_SECONDS");
    let patience = Duration::from_secs(asked.unwrap_or(SECONDS));
    let begun = Instant::now();
    // A longer run is meant to find new walks; a normal run always takes the same ones.
    let first = if asked.is_some() { fastrand::u64(..1 << 32) } else { 0 };
    let mut seeds = first..;
    while begun.elapsed() < patience {
        walk_once(seeds.next().unwrap()).unwrap_or_else(|broken| panic!("{broken}"));
    }
    println!("{} walks, seeds {first} to {}", seeds.start - first, seeds.start - 1);
}

/// Walks that once broke a promise.
#[test]
fn every_promise_holds_after_each_step_of_the_walks_that_once_broke_one() {
    let back = |back| Action::Rollback(Some(back));
    let folder = |edit| Action::Folder { edit, folder: "one" };
    let proxy = |value| Action::Variable { name: "GOPROXY", value, in_go_file: true };
    for actions in [
        // An undo is redone by the undo of an older one.
        vec![Action::AddToPath, back(0), back(0), back(0), back(2), back(1), back(5)],
        // A later change has made the same entry, at another end of PATH, or the same value.
        vec![folder(Edit::AddLast), folder(Edit::Remove), folder(Edit::AddLast), back(2), back(0), back(3)],
        vec![folder(Edit::AddLast), folder(Edit::AddFirst), back(1), back(0), back(2)],
        vec![folder(Edit::AddLast), folder(Edit::Remove), folder(Edit::AddLast), folder(Edit::Remove), back(2)],
        vec![proxy(Some("off")), proxy(None), proxy(Some("off")), back(2), back(1), back(0)],
    ] {
        let steps: Vec<Step> = actions.into_iter().map(Step::calm).collect();
        take(&steps).unwrap_or_else(|broken| panic!("{broken}"));
    }
}
