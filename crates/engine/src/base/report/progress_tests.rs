use super::StepState::{Done, Failed, Undone};
use super::*;
use crate::base::report::Diff;
use crate::base::words::{Sentence, Statement};

const UPGRADE: [StepKind; 6] =
    [StepKind::Download, StepKind::Unpack, StepKind::Publish, StepKind::Test, StepKind::Switch, StepKind::Check];

pub(in crate::base::report) fn titles(kinds: &[StepKind], bytes: Option<u64>) -> Vec<StepTitle> {
    let title = |kind: &StepKind| StepTitle {
        kind: *kind,
        name: Sentence::Nothing.into(),
        description: Sentence::Nothing.into(),
        version: None,
        from: None,
        file: None,
        host: None,
        place: None,
        bytes: bytes.filter(|_| *kind == StepKind::Download),
        needs_admin: false,
        diff: Diff::default(),
        patch: None,
        hook: None,
        reuse: None,
    };
    kinds.iter().map(title).collect()
}

/// A run with its own clock.
struct TimedRun {
    progress: Progress,
    begun: Instant,
}

impl TimedRun {
    fn new(bytes: Option<u64>) -> Self {
        Self { progress: Progress::new(&titles(&UPGRADE, bytes)), begun: Instant::now() }
    }

    fn at(&mut self, millis: u64, event: &Event) -> &Progress {
        self.progress.apply(event, self.begun + Duration::from_millis(millis));
        &self.progress
    }

    fn bytes(&mut self, millis: u64, done: u64, total: Option<u64>, remaining: Option<u64>) -> &Progress {
        let event =
            Event::Transferred { step: 0, done, total, bytes_per_second: Some(9), remaining_seconds: remaining };
        self.at(millis, &event)
    }

    fn begins(&mut self, millis: u64, step: usize) -> &Progress {
        self.at(millis, &Event::StepStarted { step })
    }

    fn ends(&mut self, millis: u64, step: usize) -> &Progress {
        self.at(millis, &Event::StepDone { step })
    }

    /// Everything up to the switch.
    fn until_switched(&mut self) {
        for (step, millis) in (0..=4).zip([0, 1_000, 1_100, 1_200, 3_000]) {
            self.begins(millis, step);
            self.ends(millis + 100, step);
        }
    }

    fn states(&self) -> Vec<StepState> {
        self.progress.steps.iter().map(|step| step.state).collect()
    }
}

#[test]
fn the_fraction_of_the_plan_never_decreases() {
    let mut run = TimedRun::new(Some(100));
    let mut seen = vec![run.progress.fraction.unwrap()];
    let mut note = |progress: &Progress| seen.push(progress.fraction.unwrap());
    note(run.begins(0, 0));
    for done in [10, 50, 100] {
        note(run.bytes(done, done, Some(100), None));
    }
    note(run.bytes(200, 0, Some(100), None)); // the next source starts over
    note(run.bytes(300, 100, Some(100), None));
    note(run.at(350, &Event::unpacked(1, 3, Some(4))));
    for step in 0..6 {
        note(run.ends(400 + step as u64, step));
    }
    note(run.at(500, &Event::PlanDone));
    assert!(seen.is_sorted(), "{seen:?}");
    assert_eq!((seen[0], seen[seen.len() - 1]), (0.0, 1.0));
    assert!(seen[4] < 0.1, "bytes that are not unpacked yet are not done: {seen:?}");
    assert!((0.5..0.9).contains(&seen[7]), "unpacking is the largest part: {seen:?}");
}

#[test]
fn a_slow_disk_is_not_the_network() {
    let begun = Instant::now();
    for (kind, waits) in [(StepKind::ReadFile, false), (StepKind::Download, true)] {
        let mut progress = Progress::new(&titles(&[kind, StepKind::Unpack], None));
        progress.apply(&Event::StepStarted { step: 0 }, begun);
        progress.tick(begun + Duration::from_mins(1));
        assert_eq!(progress.waiting == Some(Waiting::Network), waits, "{kind:?}");
    }
}

#[test]
fn a_download_of_unknown_size_has_no_fraction_until_it_ends() {
    let mut run = TimedRun::new(None);
    assert_eq!(run.begins(0, 0).fraction, Some(0.0));
    assert_eq!(run.bytes(10, 5, None, None).fraction, None);
    run.ends(20, 0);
    assert_eq!(run.ends(30, 1).fraction.map(|fraction| fraction > 0.5), Some(true));
}

#[test]
fn without_a_size_from_the_server_the_planned_size_is_used() {
    let mut run = TimedRun::new(Some(200));
    run.begins(0, 0);
    assert_eq!(run.bytes(10, 50, None, None).transfer.unwrap().total, Some(200));
}

#[test]
fn unpacking_runs_during_the_download() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.at(100, &Event::unpacked(1, 3, None));
    assert_eq!(run.states()[..3], [StepState::Running, StepState::Running, StepState::Waiting]);
    run.ends(900, 0);
    run.begins(900, 1);
    assert_eq!(run.progress.transfer, None);
    let ended = run.ends(1_100, 1);
    assert_eq!((ended.steps[0].milliseconds, ended.steps[1].milliseconds), (Some(900), Some(1_000)));
    assert_eq!(ended.unpacked, None);
}

#[test]
fn the_bar_and_the_remaining_time_are_those_of_the_unpacking() {
    let mut run = TimedRun::new(Some(100));
    let unpacked = |done, remaining_seconds| Event::Unpacked { step: 1, done, total: Some(100), remaining_seconds };
    run.begins(0, 0);
    run.at(1_000, &unpacked(2, None));
    let arrived = run.bytes(1_200, 100, Some(100), None);
    assert!(arrived.fraction.unwrap() < 0.1, "{:?}", arrived.fraction);
    assert_eq!(arrived.remaining_seconds, None, "its pace is not known yet");
    let seen = [10, 50, 90].map(|done| {
        let progress = run.at(done * 200, &unpacked(done, Some(21 - done / 5)));
        (progress.fraction.unwrap(), progress.remaining_seconds, progress.unpacked.unwrap().done)
    });
    assert_eq!(seen.map(|(_, remaining, done)| (remaining, done)), [(Some(19), 10), (Some(11), 50), (Some(3), 90)]);
    let [first, second, third] = seen.map(|(fraction, ..)| fraction);
    assert!(((second - first) - (third - second)).abs() < 0.001 && third - first > 0.6, "{seen:?}");
    assert_eq!(run.at(20_000, &unpacked(100, Some(1))).remaining_seconds, Some(1));
    run.progress.tick(run.begun + Duration::from_secs(22));
    assert_eq!(run.progress.remaining_seconds, None, "flushing takes longer than usual, and how long is unknown");
}

#[test]
fn the_stage_of_the_page_shows_what_is_said_here() {
    let jobs = include_str!("../../../../../ui/src/api/scenarios/jobs.ts");
    let (_, state) = jobs.split_once("\"working-unpack\"").unwrap();
    let text = |name: &str| state.split_once(name).unwrap().1.split(',').next().unwrap().replace('_', "");
    let [done, total] = ["done: ", "total: "].map(|name| text(name).parse::<u64>().unwrap());
    let mut run = TimedRun::new(Some(total));
    run.begins(0, 0);
    run.bytes(100, total, Some(total), None);
    let fraction = run.at(200, &Event::unpacked(1, done, Some(total))).fraction.unwrap();
    let shown: f64 = text("fraction: ").parse().unwrap();
    assert!((fraction - shown).abs() < 0.005, "{shown}, and the engine says {fraction}");
}

#[test]
fn only_the_step_that_unpacks_is_unpacking() {
    let mut progress = Progress::new(&titles(&[StepKind::Download, StepKind::Download], Some(100)));
    progress.apply(&Event::unpacked(1, 50, Some(100)), Instant::now());
    assert_eq!((progress.fraction, progress.steps[1].state), (Some(0.0), StepState::Waiting));
}

#[test]
fn after_the_switch_cancelling_reverts_the_change() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 4);
    assert!(!run.progress.switched);
    run.ends(5, 4);
    assert!(run.progress.switched);
}

#[test]
fn after_five_seconds_without_data_it_waits_for_the_network() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.bytes(1_000, 40, Some(100), Some(3));
    let at = |millis| run.begun + Duration::from_millis(millis);
    let (early, late) = (at(5_900), at(6_000));
    run.bytes(4_000, 40, Some(100), Some(3)); // an event, but no byte
    run.progress.tick(early);
    assert_eq!(run.progress.waiting, None);
    run.progress.tick(late);
    assert_eq!(run.progress.waiting, Some(Waiting::Network));
    assert_eq!((run.progress.remaining_seconds, run.progress.transfer.unwrap().bytes_per_second), (None, None));
    assert_eq!(run.bytes(7_000, 50, Some(100), None).waiting, None);
}

#[test]
fn a_download_ends_with_its_last_byte_and_does_not_wait_for_the_network_after_it() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.bytes(1_000, 100, Some(100), Some(0));
    run.at(1_100, &Event::unpacked(1, 3, None));
    run.progress.tick(run.begun + Duration::from_mins(1));
    assert_eq!((&run.progress.waiting, run.progress.transfer), (&None, None), "unpacking takes long on a slow disk");
    assert_eq!(run.states()[..2], [StepState::Done, StepState::Running]);
    assert_eq!(run.progress.steps[0].milliseconds, Some(1_000));
    // the digest was wrong: the next source begins again, and then says nothing
    run.bytes(61_000, 0, Some(100), None);
    assert_eq!(run.states()[..2], [StepState::Running, StepState::Running]);
    run.progress.tick(run.begun + Duration::from_mins(2));
    assert_eq!(run.progress.waiting, Some(Waiting::Network));
    run.bytes(130_000, 100, Some(100), None);
    assert_eq!(run.ends(140_000, 0).steps[0].milliseconds, Some(130_000));
}

#[test]
fn a_download_that_fails_after_its_last_byte_is_the_one_that_failed() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.at(900, &Event::unpacked(1, 3, None));
    run.bytes(1_000, 100, Some(100), Some(0));
    run.at(2_000, &Event::PlanFailed { code: "UPGO-DIGEST".to_owned() });
    assert_eq!(run.states()[..2], [StepState::Failed, StepState::Undone]);
}

#[test]
fn only_a_download_waits_for_the_network() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.ends(10, 0);
    run.begins(10, 3);
    run.progress.tick(run.begun + Duration::from_mins(10));
    assert_eq!(run.progress.waiting, None);
}

#[test]
fn a_wait_for_another_process_shows_its_reason_and_ends() {
    let mut run = TimedRun::new(Some(100));
    let reason = Statement::quoted("another Upgo process is running");
    let waits = run.at(0, &Event::Waiting { step: 0, reason: reason.clone() }).waiting.clone();
    assert_eq!(waits, Some(Waiting::Other { reason }));
    assert_eq!(run.begins(10, 0).waiting, None);
}

#[test]
fn an_administrator_prompt_is_waited_for_until_it_is_answered() {
    let mut run = TimedRun::new(Some(100));
    for (answered, waits) in [(false, Some(Waiting::Prompt)), (true, None)] {
        assert_eq!(run.at(0, &Event::Prompt { step: 0, answered }).waiting, waits);
    }
}

#[test]
fn the_remaining_time_grows_at_most_every_two_seconds() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    let mut shown = |millis, done, left| run.bytes(millis, done, Some(100), Some(left)).remaining_seconds;
    assert_eq!(shown(2_000, 1, 20), Some(20));
    assert_eq!(shown(2_100, 2, 25), Some(25));
    assert_eq!(shown(2_200, 3, 30), Some(25));
    assert_eq!(shown(3_000, 4, 22), Some(22), "it shrinks at once");
    assert_eq!(shown(4_100, 5, 30), Some(30));
}

#[test]
fn the_remaining_time_goes_on_after_the_download_and_ends_with_the_estimate() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.bytes(2_000, 50, Some(100), Some(3));
    assert_eq!(run.bytes(4_000, 100, Some(100), Some(1)).remaining_seconds, Some(1), "unpacking and the test are left");
    run.ends(4_100, 0);
    run.begins(4_100, 1);
    run.ends(4_300, 1);
    assert_eq!(run.begins(4_400, 3).remaining_seconds, Some(1));
    run.progress.tick(run.begun + Duration::from_secs(6));
    assert_eq!(run.progress.remaining_seconds, None, "the test takes longer than usual, and how long is unknown");
    let mut unknown = TimedRun::new(Some(100));
    unknown.begins(0, 0);
    assert_eq!(unknown.bytes(100, 100, Some(100), None).remaining_seconds, None, "it was too fast for a figure");
}

#[test]
fn a_failure_marks_changing_steps_as_undone() {
    let mut run = TimedRun::new(Some(100));
    run.until_switched();
    run.begins(4_000, 5);
    run.at(4_500, &Event::PlanFailed { code: "UPGO-DISK-FULL".into() });
    assert_eq!(run.states(), [Done, Undone, Undone, Done, Undone, Failed]);
    assert_eq!(run.progress.steps[5].milliseconds, Some(500));
}

#[test]
fn a_failed_download_only_stops_its_unpacking() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.at(10, &Event::unpacked(1, 3, None));
    run.at(20, &Event::PlanFailed { code: "UPGO-NET-OFFLINE".into() });
    assert_eq!(run.states()[..3], [StepState::Failed, StepState::Undone, StepState::Waiting]);
    assert_eq!((run.progress.transfer, run.progress.unpacked), (None, None));
}

#[test]
fn a_cancellation_is_not_a_failure() {
    let mut run = TimedRun::new(Some(100));
    run.begins(0, 0);
    run.at(20, &Event::PlanFailed { code: Code::Cancelled.to_string() });
    assert_eq!(run.states()[..2], [StepState::Undone, StepState::Waiting]);
}

#[test]
fn a_new_plan_starts_over() {
    let mut run = TimedRun::new(Some(100));
    run.until_switched();
    run.at(5_000, &Event::PlannedAnew);
    let steps = titles(&[StepKind::Switch, StepKind::Check], None);
    let again = run.at(5_100, &Event::PlanStarted { id: 7, steps });
    assert_eq!((again.steps.len(), again.fraction, again.switched), (2, Some(0.0), false));
}

#[test]
fn an_unknown_step_is_ignored() {
    let mut run = TimedRun::new(Some(100));
    let before = run.progress.clone();
    run.at(0, &Event::StepStarted { step: 99 });
    run.at(0, &Event::StepDone { step: 99 });
    run.at(0, &Event::unpacked(99, 1, None));
    run.at(0, &Event::transferred(99, 1, None));
    assert_eq!(run.progress.steps, before.steps);
}

#[test]
fn the_json_has_only_what_the_page_shows() {
    let json = serde_json::to_value(TimedRun::new(Some(100)).progress).unwrap();
    let mut names: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    let expected = ["fraction", "remainingSeconds", "steps", "switched", "transfer", "unpacked", "waiting"];
    assert_eq!(names, expected);
    assert_eq!(json["steps"][0], serde_json::json!({ "state": "waiting", "milliseconds": null }));
}

#[test]
fn a_skipped_step_counts_as_done_and_does_not_fail() {
    let mut progress = Progress::new(&titles(&[StepKind::RebuildTool, StepKind::RebuildTool], None));
    let now = Instant::now();
    progress.apply(&Event::StepStarted { step: 0 }, now);
    progress.apply(&Event::StepSkipped { step: 0, reason: Statement::quoted("it does not build") }, now);
    assert_eq!(progress.fraction, Some(0.5));
    progress.apply(&Event::StepStarted { step: 1 }, now);
    progress.apply(&Event::PlanFailed { code: Code::DiskFull.to_string() }, now);
    let states: Vec<StepState> = progress.steps.iter().map(|step| step.state).collect();
    assert_eq!(states, [StepState::Skipped, Failed]);
}

#[test]
fn a_rehearsal_advances_with_its_commands() {
    let mut progress = Progress::new(&titles(&[StepKind::Rehearse, StepKind::Switch], None));
    let now = Instant::now();
    let version = crate::base::version::Version::from_name("go1.27.3").unwrap();
    let phase = crate::base::report::RehearsalPhase::Build;
    let reached = |step, done| Event::Rehearsing {
        step,
        project: "/m".to_owned(),
        phase,
        version: version.clone(),
        done,
        total: 4,
        remaining_seconds: None,
    };
    progress.apply(&Event::StepStarted { step: 0 }, now);
    progress.apply(&reached(0, 2), now);
    assert!(progress.fraction.is_some_and(|fraction| (0.4..0.6).contains(&fraction)), "{:?}", progress.fraction);
    let before = progress.fraction;
    progress.apply(&reached(99, 4), now);
    assert_eq!(progress.fraction, before, "there is no such step");
}
