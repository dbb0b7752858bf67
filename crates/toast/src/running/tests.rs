use std::time::Instant;

use upgo_engine::base::report::{Diff, Event, StepKind};
use upgo_engine::base::words::Sentence;
use upgo_engine::change::plan::Action;

use super::*;
use crate::toast::Terminals;

fn change(action: Action) -> ChangeName {
    let version = |name| Version::from_name(name).unwrap();
    ChangeName::new(action, Some(version("go1.26.5")), Some(version("go1.27.1")))
}

fn step(kind: StepKind) -> StepTitle {
    StepTitle {
        kind,
        name: Sentence::Nothing.into(),
        description: Sentence::Nothing.into(),
        version: None,
        from: None,
        file: None,
        host: None,
        place: None,
        bytes: Some(1000),
        diff: Diff::default(),
        patch: None,
        hook: None,
        reuse: None,
        needs_admin: false,
    }
}

fn after(events: &[Event]) -> Running {
    let steps = [step(StepKind::Download), step(StepKind::Unpack)];
    let mut progress = Progress::new(&steps);
    for event in events {
        progress.apply(event, Instant::now());
    }
    Running::new(change(Action::Upgrade), &steps, &progress, 3)
}

fn at(plan: u32, percent: u8) -> Running {
    Running { plan, percent: Some(percent), ..after(&[]) }
}

fn done() -> Toast {
    Toast::Done { change: change(Action::Upgrade), undo: None, terminals: Terminals::Open }
}

#[test]
fn a_running_change_has_the_step_whose_turn_it_is() {
    let received =
        Event::Transferred { step: 0, done: 500, total: None, bytes_per_second: Some(9), remaining_seconds: Some(4) };
    let unpacking = Event::unpacked(1, 200, Some(1000));
    let running = after(&[Event::StepStarted { step: 0 }, unpacking, received]);
    assert_eq!(running.step.map(|step| step.kind), Some(StepKind::Download));
    assert_eq!((running.bytes_per_second, running.seconds, running.stalled), (Some(9), Some(4), None));
    assert!(running.percent.is_some_and(|percent| percent > 0 && percent < 100), "{:?}", running.percent);

    let waits = Event::Waiting { step: 0, reason: Sentence::ForWindowsInstaller.into() };
    assert_eq!(after(&[Event::StepStarted { step: 0 }, waits]).stalled, Some(Stall::Other));
    let asks = Event::Prompt { step: 0, answered: false };
    assert_eq!(after(&[Event::StepStarted { step: 0 }, asks]).stalled, Some(Stall::Prompt));
    assert_eq!(after(&[]).step, None);
}

#[test]
fn a_change_that_ends_at_once_shows_no_progress() {
    let mut pace = NoticePace::default();
    assert_eq!(pace.next(Some(&at(1, 10))), Next::Nothing);
    assert_eq!(pace.end(Some(&done())), None);
    assert_eq!(pace.next(Some(&at(2, 10))), Next::Nothing, "nor does the next one");
}

#[test]
fn the_notification_is_updated_only_with_news() {
    let mut pace = NoticePace::default();
    pace.next(Some(&at(1, 10)));
    assert_eq!(pace.next(Some(&at(1, 10))), Next::Show);
    assert_eq!(pace.next(Some(&at(1, 10))), Next::Nothing);
    let faster = Running { bytes_per_second: Some(7), seconds: Some(3), ..at(1, 10) };
    assert_eq!(pace.next(Some(&faster)), Next::Nothing);
    assert_eq!(pace.next(Some(&at(1, 11))), Next::Update);
    let waits = Running { stalled: Some(Stall::Network), ..at(1, 11) };
    assert_eq!(pace.next(Some(&waits)), Next::Update, "a stall is news");
    assert_eq!(pace.next(Some(&waits)), Next::Nothing);
    assert_eq!(pace.next(Some(&at(1, 11))), Next::Update);
}

#[test]
fn the_notification_goes_while_the_window_shows_the_change() {
    let mut pace = NoticePace::default();
    pace.next(Some(&at(1, 10)));
    pace.next(Some(&at(1, 10)));
    assert_eq!(pace.next(None), Next::Withdraw("go1.27.1".to_owned()));
    assert_eq!(pace.next(None), Next::Nothing);
    assert_eq!(pace.next(Some(&at(1, 20))), Next::Show);
}

#[test]
fn a_closed_notification_comes_back_only_for_another_change() {
    let mut pace = NoticePace::default();
    pace.next(Some(&at(1, 10)));
    pace.next(Some(&at(1, 10)));
    pace.give_up();
    assert_eq!(pace.next(Some(&at(1, 50))), Next::Nothing);
    assert_eq!(pace.end(None), None);
    pace.next(Some(&at(2, 1)));
    assert_eq!(pace.next(Some(&at(2, 1))), Next::Show);
}

#[test]
fn the_result_replaces_the_progress_or_the_progress_is_removed() {
    let shown = |running: Running| {
        let mut pace = NoticePace::default();
        pace.next(Some(&running));
        pace.next(Some(&running));
        pace
    };
    assert_eq!(shown(at(1, 90)).end(Some(&done())), None);
    assert_eq!(shown(at(1, 90)).end(Some(&Toast::Test)).as_deref(), Some("go1.27.1"));
    assert_eq!(shown(at(1, 90)).end(None).as_deref(), Some("go1.27.1"));
    let back = || change(Action::Rollback);
    let going_back = Running { change: back(), ..at(1, 90) };
    for result in [
        Toast::Done { change: back(), undo: None, terminals: Terminals::Open },
        Toast::Failed { change: back(), runs: None },
    ] {
        assert_eq!(shown(going_back.clone()).end(Some(&result)), None, "{result:?}");
    }
}
