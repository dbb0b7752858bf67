//! The builds whose time is measured.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{BuildTimes, MeasuredPlace, MeasuringStep, PlaceKind, SPACE};
use crate::base::display::joined_lines;
use crate::base::report::{Cancel, Cancelled, Code, Explain, stated};
use crate::base::words::{Sentence, Statement};
use crate::environment::Lookup;
use crate::machine::effect::{self, Ended, of_io};
use crate::machine::home::WrongAccount;
use crate::machine::platform::{self, EXECUTABLE};
use crate::machine::work_folder::WorkFolder;
use crate::projects::rebuild::UsableGo;
use crate::store;
use crate::which_go::inventory::probe;

/// Ten times what a slow machine with a scanner needs.
const PATIENCE: Duration = Duration::from_mins(10);

const MODULE: &[u8] = b"module measure\n";

/// A program that needs about 80 packages of the standard library, so that a build takes some seconds.
const PROGRAM: &str = "package main

import (
	\"encoding/json\"
	\"fmt\"
	\"text/template\"
)

const round = ROUND

func main() {
	text, err := json.Marshal(template.HTMLEscapeString(round))
	fmt.Println(string(text), err)
}
";

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub(super) enum NotMeasured {
    Build(String),
    /// The folder is missing, or only another account's.
    NoFolder,
    #[error(transparent)]
    Space(#[from] store::StoreError),
    /// Another account could replace what is there.
    #[error(transparent)]
    Account(WrongAccount),
    #[error(transparent)]
    Disk(io::Error),
    Cancelled(#[from] Cancelled),
}

impl From<io::Error> for NotMeasured {
    fn from(error: io::Error) -> Self {
        error.downcast().map_or_else(Self::Disk, Self::Account)
    }
}

impl Explain for NotMeasured {
    fn code(&self) -> Code {
        match self {
            Self::Build(_) | Self::NoFolder => Code::Measure,
            Self::Space(error) => error.code(),
            Self::Account(error) => error.code(),
            Self::Disk(error) => of_io(error),
            Self::Cancelled(_) => Code::Cancelled,
        }
    }

    fn statement(&self) -> Option<Statement> {
        match self {
            Self::Build(said) => Some(say!(MeasureNotBuilt { said: Statement::quoted(said.clone()) })),
            Self::NoFolder => Some(Sentence::NoFolder.into()),
            Self::Space(error) => error.statement(),
            Self::Account(error) => error.statement(),
            Self::Cancelled(_) => Some(Sentence::Cancelled.into()),
            Self::Disk(_) => None,
        }
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::NoFolder => Some(Sentence::NameExistingFolder.into()),
            Self::Account(error) => Some(error.next_elsewhere()),
            Self::Space(error) => error.advice(),
            Self::Build(_) | Self::Disk(_) | Self::Cancelled(_) => None,
        }
    }
}

pub(super) struct TestBed {
    pub(super) kind: PlaceKind,
    pub(super) shown: PathBuf,
    temporary: PathBuf,
    /// Upgo's own folder in that of the cache, and the one in that of temporary files.
    own: [PathBuf; 2],
    pub(super) rounds: Vec<BuildTimes>,
}

impl TestBed {
    /// Makes its folders inside those that Go uses, because a scanner may leave out exactly these.
    pub(super) fn open(
        kind: PlaceKind,
        [cache, temporary]: [&PathBuf; 2],
        work: &mut WorkFolder,
    ) -> Result<Self, NotMeasured> {
        if kind != PlaceKind::Today && !cache.is_dir() {
            return Err(NotMeasured::NoFolder);
        }
        let own = [work.create_elsewhere(cache)?, work.create_elsewhere(temporary)?];
        store::require_space(&own[0], SPACE)?;
        Ok(Self { kind, shown: cache.clone(), temporary: temporary.clone(), own, rounds: Vec::new() })
    }

    /// The folders that each round empties. The ones around them stay, so that no other account can take their place.
    fn folders(&self) -> [PathBuf; 2] {
        self.own.each_ref().map(|own| own.join("go"))
    }

    fn built(&self) -> PathBuf {
        let [_, temporary] = self.folders();
        temporary.join(format!("hello{EXECUTABLE}"))
    }

    pub(super) fn measured(self) -> MeasuredPlace {
        let Self { kind, shown, temporary, rounds, .. } = self;
        MeasuredPlace { kind, cache: shown, temporary, rounds }
    }
}

pub(super) struct Bench<'a> {
    go: UsableGo<'a>,
    program: PathBuf,
    variables: BTreeMap<OsString, OsString>,
}

impl<'a> Bench<'a> {
    /// The builds use nothing of the user's but the folders of a place.
    pub(super) fn new(go: UsableGo<'a>, work: &Path, variable: Lookup<'_>) -> io::Result<Self> {
        let program = work.join("program");
        effect::create_dir_all(&program)?;
        effect::write_plain(&program.join("go.mod"), MODULE)?;
        Ok(Self { go, program, variables: probe::variables(work, variable)? })
    }

    pub(super) fn measure(
        &self,
        place: &TestBed,
        round: usize,
        cancel: &Cancel,
        hear: &dyn Fn(&MeasuringStep),
    ) -> Result<BuildTimes, NotMeasured> {
        cancel.check()?;
        hear(&MeasuringStep { place: place.shown.clone(), round });
        for folder in place.folders() {
            effect::remove_tree(&folder)?;
            effect::create_dir_all(&folder)?;
        }
        let defender = platform::defender_time();
        let cold = self.build(place, &format!("\"cold {round}\""), cancel)?;
        let warm = self.build(place, &format!("\"warm {round}\""), cancel)?;
        let defender = defender.zip(platform::defender_time()).map(|(before, after)| after.saturating_sub(before));
        let [first, second] = [self.start(place, cancel)?, self.start(place, cancel)?];
        cancel.check()?;
        let [first_start, second_start, defender] = [first, second, defender].map(|time| time.map(milliseconds));
        Ok(BuildTimes { cold: milliseconds(cold), warm: milliseconds(warm), first_start, second_start, defender })
    }

    /// The time of a build after the constant of the program has changed.
    fn build(&self, place: &TestBed, constant: &str, cancel: &Cancel) -> Result<Duration, NotMeasured> {
        effect::write_plain(&self.program.join("main.go"), PROGRAM.replace("ROUND", constant).as_bytes())?;
        let mut command = self.go.command(self.variables_in(place));
        command.current_dir(&self.program).args(["build", "-o"]).arg(place.built()).arg(".");
        let begun = Instant::now();
        let ended = run(&mut command, cancel)?;
        let elapsed = begun.elapsed();
        if ended.success { Ok(elapsed) } else { Err(NotMeasured::Build(joined_lines(&ended.errors))) }
    }

    /// `None` if this machine refuses to start the built program.
    fn start(&self, place: &TestBed, cancel: &Cancel) -> Result<Option<Duration>, NotMeasured> {
        let mut command = Command::new(place.built());
        command.env_clear().envs(self.variables_in(place)).current_dir(&place.own[1]).stdin(Stdio::null());
        let begun = Instant::now();
        let ended = run(&mut command, cancel);
        let elapsed = begun.elapsed();
        match ended {
            Ok(ended) if ended.success => Ok(Some(elapsed)),
            Err(NotMeasured::Cancelled(cancelled)) => Err(cancelled.into()),
            _ => Ok(None),
        }
    }

    fn variables_in(&self, place: &TestBed) -> BTreeMap<OsString, OsString> {
        let mut all = self.variables.clone();
        let [cache, temporary] = place.folders();
        all.insert("GOCACHE".into(), cache.into());
        all.extend(["GOTMPDIR", "TMPDIR", "TEMP", "TMP"].map(|name| (name.into(), temporary.clone().into())));
        all
    }
}

fn run(command: &mut Command, cancel: &Cancel) -> Result<Ended, NotMeasured> {
    let ended = effect::run(command, PATIENCE, cancel);
    cancel.check()?;
    Ok(ended?)
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
