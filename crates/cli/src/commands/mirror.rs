//! `mirror`.
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use upgo_engine::answers::{MirrorServed, MirrorTrials};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Event, size, sizes};
use upgo_engine::cases::{Engine, MirrorRequest};
use upgo_engine::change::mirror::{
    self, Built, CheckedFile, CheckedMirror, FileState, Limits, MirrorFile, MirrorList, MirrorTrial, Pruned,
};
use upgo_engine::net::http;

use super::shared::releases::{evidence, releases, request_for};
use super::{CommandResult, Run, Start};
use crate::arguments::ChosenReleases;
use crate::output::{Output, bad, bold, dim, good};
use crate::progress::ProgressPrinter;

/// Create and serve a folder of releases for offline machines
#[derive(Args, Debug)]
pub(crate) struct Mirror {
    #[command(subcommand)]
    action: MirrorAction,
}

#[derive(Debug, Subcommand)]
enum MirrorAction {
    /// Create or complete a mirror in a folder
    ///
    /// Files that are there and match are not downloaded again. The mirror gets the archives, their proofs, and a copy
    /// of the vulnerability database.
    Build {
        /// The folder
        dir: PathBuf,
        #[command(flatten)]
        releases: ChosenReleases,
        /// Take the archives from this folder instead of downloading them
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
        /// Do not copy the vulnerability database
        #[arg(long)]
        without_vulnerabilities: bool,
    },
    /// Remove releases from a mirror
    ///
    /// Removes their archives, signatures and records, and archives that the release list does not name. The list is
    /// replaced first, so the mirror can be used all the time.
    Prune {
        /// The folder of the mirror
        dir: PathBuf,
        /// The versions to keep, separated by commas
        ///
        /// If not given, those of the policy, else the newest patch of each supported release line.
        #[arg(long, value_delimiter = ',', value_name = "V,…")]
        versions: Vec<String>,
        /// Show what would be removed
        #[arg(long)]
        dry_run: bool,
    },
    /// Check the files, signatures and records of a mirror, without the network
    Verify {
        /// The folder of the mirror
        dir: PathBuf,
    },
    /// Test whether mirrors serve the newest official release
    Test {
        /// The addresses of the mirrors; those in the setting `mirrors` if not given
        mirrors: Vec<String>,
    },
    /// Serve a mirror on this machine until Ctrl+C
    Serve {
        /// The folder
        dir: PathBuf,
        /// The loopback address to listen on; port 0 picks a free port
        #[arg(long, default_value = "127.0.0.1:0")]
        addr: SocketAddr,
    },
}

impl Run for Mirror {
    fn only_reads(&self) -> bool {
        match &self.action {
            MirrorAction::Verify { .. } | MirrorAction::Test { .. } | MirrorAction::Serve { .. } => true,
            MirrorAction::Prune { dry_run, .. } => *dry_run,
            MirrorAction::Build { .. } => false,
        }
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        match &self.action {
            MirrorAction::Serve { dir, addr } => serve(dir, *addr, cancel, output),
            MirrorAction::Test { mirrors } => test(engine, mirrors, cancel, output),
            MirrorAction::Prune { dir, versions, dry_run } => {
                let pruned = engine.prune_mirror(dir, &releases(versions)?, *dry_run)?;
                output.answer(&pruned, |pruned| describe_pruned(pruned, *dry_run));
                Ok(0)
            }
            MirrorAction::Verify { dir } => verify(engine, dir, cancel, output),
            MirrorAction::Build { dir, releases, from, without_vulnerabilities } => {
                let wanted = MirrorRequest {
                    folder: dir.clone(),
                    with_vulnerabilities: !without_vulnerabilities,
                    ..request_for(engine, releases, from.as_deref())?
                };
                let progress = ProgressPrinter::new(output);
                let built = engine.build_mirror(&wanted, cancel, &|event| progress.event(&event))?;
                progress.event(&Event::PlanDone); // without a plan, nothing else clears the bar
                output.answer(&built, |built| describe(dir, built));
                output.warnings(&built.warnings);
                Ok(0)
            }
        }
    }
}

fn verify(engine: &Engine, folder: &Path, cancel: &Cancel, output: &Output) -> CommandResult {
    let checked = engine.verify_mirror(folder, cancel)?;
    output.answer(&checked, describe_checked);
    Ok(if checked.ok { 0 } else { Code::VerifyDigest.exit() })
}

fn describe_checked(checked: &CheckedMirror) -> String {
    let mut lines: Vec<String> = checked.files.iter().map(describe_file).collect();
    lines.extend(checked.vulnerabilities.as_ref().map(|copy| {
        let mark = if copy.is_whole() { good("ok") } else { bad("no") };
        let entries = match copy.incomplete.len() {
            _ if copy.modified.is_none() || copy.is_list_missing => "its index is missing or damaged".to_owned(),
            0 => format!("{} entries", copy.entries),
            missing => format!("{missing} of {} entries are missing, damaged or outdated", copy.entries),
        };
        format!("{mark}  the vulnerability database: {entries}")
    }));
    lines.push(if checked.ok {
        "All files match the release list of the mirror.".to_owned()
    } else {
        "To repair it, run `upgo mirror build` again with the same versions.".to_owned()
    });
    lines.join("\n")
}

fn describe_file(file: &CheckedFile) -> String {
    let mark = if file.state == FileState::Whole { good("ok") } else { bad("no") };
    let state = match file.state {
        FileState::Whole => "",
        FileState::Missing => ", missing",
        FileState::Damaged => ", damaged",
        FileState::Contradicts => ", its checksum differs from the official one",
        FileState::BadSignature => ", its signature is not valid",
    };
    let proof = if file.has_proof { ", with proof" } else { "" };
    let signed = if file.has_signature { ", signed" } else { "" };
    format!("{mark}  {}{}", one_line(&file.filename), dim(format!("{state}{proof}{signed}")))
}

fn describe_pruned(pruned: &Pruned, is_rehearsal: bool) -> String {
    let mut lines: Vec<String> =
        pruned.removed.iter().map(|file| format!("{} {}", one_line(&file.path), dim(size(file.size)))).collect();
    let kept: Vec<String> = pruned.kept.iter().map(ToString::to_string).collect();
    let kept = format!("These releases stay: {}.", kept.join(", "));
    lines.push(match (pruned.removed.is_empty(), is_rehearsal) {
        (true, _) => format!("Nothing to remove. {kept}"),
        (false, true) => format!("These files would be removed, which frees {}. {kept}", size(pruned.freed_bytes)),
        (false, false) => format!("Removed. This frees {}. {kept}", size(pruned.freed_bytes)),
    });
    lines.join("\n")
}

fn serve(folder: &Path, address: SocketAddr, cancel: &Cancel, output: &Output) -> CommandResult {
    mirror::serve(folder, address, Limits::default(), cancel, |address| {
        let url = format!("http://{address}/");
        output.answer(&MirrorServed { url: url.clone() }, |served| served.url.clone());
        output.remark(&dim(format!("To use it, set UPGO_FEED_URL={url}. Press Ctrl+C to stop.")));
        if output.unwritten().is_some() {
            cancel.cancel(); // the user cannot see the address
        }
    })?;
    Ok(0)
}

fn test(engine: &Engine, mirrors: &[String], cancel: &Cancel, output: &Output) -> CommandResult {
    let mirrors = mirrors.iter().map(|mirror| http::base(mirror)).collect::<Result<Vec<_>, _>>()?;
    let trials = engine.try_mirrors(&mirrors, cancel)?;
    let is_good = trials.iter().all(|trial| trial.ok);
    output.answer(&MirrorTrials { mirrors: trials }, |trials| match &*trials.mirrors {
        [] => "No mirror is set or given.".to_owned(),
        trials => trials.iter().map(describe_trial).collect::<Vec<_>>().join("\n"),
    });
    Ok(if is_good { 0 } else { Code::NetStatus.exit() })
}

fn describe_trial(trial: &MirrorTrial) -> String {
    let filename = one_line(&trial.filename);
    let file = match &trial.file {
        MirrorFile::Here { resumes: true } => format!("has {filename}, answered in {} ms", trial.answered_after_ms),
        MirrorFile::Here { resumes: false } => format!("has {filename}, but cannot resume an interrupted download"),
        MirrorFile::OtherLength { expected, actual } => {
            let (actual, expected) = sizes(*actual, *expected);
            format!("has a different {filename}: {actual} instead of {expected}")
        }
        MirrorFile::Missing { problem } => format!("does not serve {filename}: {}", problem.message),
    };
    let list = match &trial.list {
        MirrorList::None => String::new(),
        MirrorList::Agrees => ", and its release list has the official checksum".to_owned(),
        MirrorList::Older { newest } => format!(", and its release list ends with {newest}"),
        MirrorList::Contradicts => {
            ", but its release list has a checksum that differs from the official one".to_owned()
        }
    };
    let mark = if trial.ok { good("ok") } else { bad("no") };
    format!("{mark}  {}  {file}{list}", bold(&trial.mirror))
}

fn describe(folder: &Path, built: &Built) -> String {
    let mut lines: Vec<String> = built
        .files
        .iter()
        .map(|file| {
            let kept = if file.kept { ", already present" } else { "" };
            format!("{} {}", one_line(&file.filename), dim(format!("{}{kept}{}", size(file.size), evidence(file))))
        })
        .collect();
    if let Some(copied) = &built.vulnerabilities {
        let fetched = if copied.fetched > 0 { format!("{} new", copied.fetched) } else { "already present".to_owned() };
        lines.push(format!("the vulnerability database {}", dim(format!("{} entries, {fetched}", copied.entries))));
    }
    lines.push(format!(
        "The mirror is in {}. Serve it with `upgo mirror serve`, or any web server.",
        one_line(folder.display())
    ));
    lines.join("\n")
}
