//! `doctor --measure`: how long Go takes to build here, and in other folders. Only what was measured is said (ADR 68):
//! a place is faster if each build was, and the cost of a scanner is unknown where the system does not show it. Nothing
//! is changed; a [`Fix`] moves Go's folders on request.
mod bench;
mod verdict;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Engine;
use super::snapshot::disk;
use crate::base::paths::clean;
use crate::base::report::{Cancel, Code, Explain as _, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::offered_fix::Fix;
use crate::machine::platform;
use crate::machine::work_folder::{Work, WorkFolder};
use crate::projects::rebuild::Builder;
use bench::{Bench, NotMeasured, TestBed};

/// In bytes. A build with Go 1.27 takes 150 MB.
const SPACE: u64 = 400_000_000;
/// No further round begins after this time.
const BUDGET: Duration = Duration::from_mins(1);
/// One time alone says nothing about the next.
const FEWEST: usize = 2;
const MOST: usize = 3;

/// The output of `doctor --measure`. Times are in milliseconds.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BuildSpeedReport {
    pub go: Version,
    /// The places, today's first.
    pub places: Vec<MeasuredPlace>,
    /// The fastest place, if one is clearly faster than today's.
    pub faster: Option<FasterPlace>,
    /// Places that could not be measured, and other warnings.
    pub warnings: Vec<Problem>,
}

/// A place in which Go built.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeasuredPlace {
    pub kind: PlaceKind,
    /// The folder of the build cache; in another place than today's, the folder that would contain it.
    pub cache: PathBuf,
    /// The folder of temporary files, in the same way.
    pub temporary: PathBuf,
    pub rounds: Vec<BuildTimes>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum PlaceKind {
    /// The folders that Go uses now.
    Today,
    DevDrive,
    /// A folder that the user named.
    Named,
}

/// The times of one round, in milliseconds.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BuildTimes {
    /// A build with an empty cache, which compiles every package.
    pub cold: u64,
    /// A build after a change in the program itself.
    pub warm: u64,
    /// The first start of the built program; `null` if the machine refused it.
    pub first_start: Option<u64>,
    /// The next start of the same program.
    pub second_start: Option<u64>,
    /// The processor time that Microsoft Defender used during both builds; `null` if it was not seen.
    pub defender: Option<u64>,
}

/// A place that is clearly faster than today's.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FasterPlace {
    pub folder: PathBuf,
    /// How much less time a build of every package takes there.
    pub saves_cold: u64,
    /// The plan that moves Go's folders there.
    pub fix: Fix,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuringStep {
    /// The folder of the build cache, or the one that the user named.
    pub place: PathBuf,
    /// The round; 0 for the build that does not count.
    pub round: usize,
}

impl Engine {
    /// Measures how long the Go in use takes to build a small program in its folders, on each Dev Drive, and in
    /// `folders`. Nothing is changed; what the builds write is deleted.
    pub fn measure_builds(
        &self,
        folders: &[PathBuf],
        cancel: &Cancel,
        hear: &dyn Fn(&MeasuringStep),
    ) -> Result<BuildSpeedReport> {
        self.own_home()?;
        let go = self.builder_to_start()?;
        let go = go.ok_or_else(|| Problem::new(Code::GoMissing, Sentence::NoGoToMeasure))?;
        self.home.make(&self.home.cache()).map_err(disk)?;
        let work = WorkFolder::create(&self.home, Work::Measure).map_err(disk)?;
        let mut work = work.ok_or_else(|| Problem::new(Code::Busy, Sentence::MeasureRuns))?;
        let mut warnings = Vec::new();
        let mut places = self.places(&go, folders, &mut work, &mut warnings)?;
        let bench = Bench::new(self.usable(&go)?, work.path(), &|name| self.variable(name)).map_err(disk)?;
        bench.measure(&places[0], 0, cancel, hear)?; // reads Go's own files, which the system then has in memory
        let begun = Instant::now();
        let mut last = Duration::ZERO;
        for round in 1..=MOST {
            if round > FEWEST && begun.elapsed() + last > BUDGET {
                break;
            }
            let round_begun = Instant::now();
            let mut left = Vec::new();
            for mut place in places {
                match bench.measure(&place, round, cancel, hear) {
                    Ok(times) => {
                        place.rounds.push(times);
                        left.push(place);
                    }
                    Err(error) if place.kind == PlaceKind::Today || cancel.is_cancelled() => return Err(error.into()),
                    Err(error) => warnings.push(not_measured(&place.shown, &error)),
                }
            }
            (places, last) = (left, round_begun.elapsed());
        }
        let places: Vec<MeasuredPlace> = places.into_iter().map(TestBed::measured).collect();
        let faster = verdict::fastest(&places);
        Ok(BuildSpeedReport { go: go.version, places, faster, warnings })
    }

    /// The places to measure, today's first. Another one that cannot be used is a warning.
    fn places(
        &self,
        go: &Builder,
        folders: &[PathBuf],
        work: &mut WorkFolder,
        warnings: &mut Vec<Problem>,
    ) -> Result<Vec<TestBed>> {
        let (cache, temporary) = self.build_folders(go)?;
        let today = TestBed::open(PlaceKind::Today, [&cache, &temporary], work).map_err(|error| Problem::of(&error))?;
        let mut places = vec![today];
        let drives = platform::dev_drives().into_iter().map(|drive| (PlaceKind::DevDrive, drive));
        let named = folders.iter().map(std::path::absolute).collect::<Result<Vec<_>, _>>().map_err(disk)?;
        let named = named.iter().map(|folder| (PlaceKind::Named, clean(folder)));
        for (kind, folder) in named.chain(drives) {
            let is_known = places.iter().any(|place| platform::is_same_path(&place.shown, &folder));
            // a drive on which today's folders are would be compared with itself
            if is_known || (kind == PlaceKind::DevDrive && cache.starts_with(&folder)) {
                continue;
            }
            match TestBed::open(kind, [&folder, &folder], work) {
                Ok(place) => places.push(place),
                Err(error) => warnings.push(not_measured(&folder, &error)),
            }
        }
        Ok(places)
    }
}

fn not_measured(folder: &Path, error: &NotMeasured) -> Problem {
    let problem = Problem::new(error.code(), say!(PlaceNotMeasured { folder, why: error.says() }));
    problem.with_next(error.next())
}
