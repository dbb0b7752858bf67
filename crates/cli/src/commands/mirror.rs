use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use upgo_engine::answers::{MirrorServed, MirrorTrials};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Event, size, sizes};
use upgo_engine::base::words::{Sentence, Statement, Value};
use upgo_engine::cases::{Engine, MirrorRequest};
use upgo_engine::change::mirror::{
    self, Built, CheckedFile, CheckedMirror, FileState, Limits, MirrorFile, MirrorList, MirrorTrial, Pruned,
};
use upgo_engine::net::http;

use super::shared::{CommandResult, Run, Start, evidence, releases, request_for};
use crate::options::ChosenReleases;
use crate::output::{Output, bad, bold, dim, good};
use crate::progress::ProgressPrinter;
use crate::words;

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
    /// Existing files that match are not downloaded again. The mirror gets the archives, their proofs, and a copy of
    /// the vulnerability database.
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
    /// replaced first, so the mirror stays usable throughout.
    Prune {
        /// The folder of the mirror
        dir: PathBuf,
        /// The versions to keep, separated by commas
        ///
        /// By default, those of the policy, or else the newest patch of each supported release line.
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
        /// The addresses of the mirrors; by default, those in the setting `mirrors`
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
    const ONLY_READS: fn(&Self) -> bool = |mirror| match mirror.action {
        MirrorAction::Verify { .. } | MirrorAction::Test { .. } | MirrorAction::Serve { .. } => true,
        MirrorAction::Prune { dry_run, .. } => dry_run,
        MirrorAction::Build { .. } => false,
    };

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
                    ..request_for(engine.target(), releases, from.as_deref())?
                };
                let progress = ProgressPrinter::new(output);
                let built = engine.build_mirror(&wanted, cancel, &|event| progress.event(&event))?;
                progress.event(&Event::PlanDone); // without a plan, nothing else clears the bar
                Ok(output.report(&built, &built.warnings, |built| describe(dir, built)))
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
        let entries = match copy.incomplete.len() {
            _ if copy.modified.is_none() || copy.is_list_missing => Sentence::MirrorIndexDamaged.into(),
            0 => say!(MirrorEntries { count: copy.entries }),
            damaged => say!(MirrorEntriesDamaged { damaged, count: copy.entries }),
        };
        let said = words::labelled(Sentence::MirrorDatabase, entries);
        format!("{}  {said}", mark(copy.is_whole()))
    }));
    lines.push(if checked.ok { Sentence::MirrorIsWhole } else { Sentence::MirrorRepair }.to_string());
    lines.join("\n")
}

fn describe_file(file: &CheckedFile) -> String {
    let state = match file.state {
        FileState::Whole => None,
        FileState::Missing => Some(Sentence::IsGone),
        FileState::Damaged => Some(Sentence::IsDamaged),
        FileState::Contradicts => Some(Sentence::MirrorContradicts),
        FileState::BadSignature => Some(Sentence::MirrorBadSignature),
    };
    let proof = file.has_proof.then_some(Sentence::EvidenceProof);
    let signed = file.has_signature.then_some(Sentence::EvidenceSigned);
    let known: Vec<Sentence> = [state, proof, signed].into_iter().flatten().collect();
    let name = one_line(&file.filename);
    let said = if known.is_empty() {
        name
    } else {
        say!(MirrorFile { file: name, state: dim(words::listed(known)) }).to_string()
    };
    format!("{}  {said}", mark(file.state == FileState::Whole))
}

fn mark(is_good: bool) -> String {
    if is_good { good(Sentence::MarkOk) } else { bad(Sentence::MarkNo) }
}

fn describe_pruned(pruned: &Pruned, is_rehearsal: bool) -> String {
    let mut lines: Vec<String> =
        pruned.removed.iter().map(|file| format!("{} {}", one_line(&file.path), dim(size(file.size)))).collect();
    let kept = pruned.kept.iter().map(|version| Value::from(version.to_string())).collect();
    let done = match (pruned.removed.is_empty(), is_rehearsal) {
        (true, _) => Statement::from(Sentence::NothingToRemove),
        (false, true) => say!(MirrorWouldRemove { size: size(pruned.freed_bytes) }),
        (false, false) => say!(MirrorRemoved { size: size(pruned.freed_bytes) }),
    };
    lines.push(done.and(say!(MirrorKeeps { releases: Value::List(kept) })).to_string());
    lines.join("\n")
}

fn serve(folder: &Path, address: SocketAddr, cancel: &Cancel, output: &Output) -> CommandResult {
    mirror::serve(folder, address, Limits::default(), cancel, |address| {
        let url = format!("http://{address}/");
        output.answer(&MirrorServed { url: url.clone() }, |served| served.url.clone());
        output.remark(&dim(say!(MirrorUse { url })));
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
        [] => Sentence::MirrorNone.to_string(),
        trials => trials.iter().map(describe_trial).collect::<Vec<_>>().join("\n"),
    });
    Ok(if is_good { 0 } else { Code::NetStatus.exit() })
}

fn describe_trial(trial: &MirrorTrial) -> String {
    let file = one_line(&trial.filename);
    let file = match &trial.file {
        MirrorFile::Here { resumes: true } => say!(MirrorHas { file, time: trial.answered_after_ms }),
        MirrorFile::Here { resumes: false } => say!(MirrorCannotResume { file }),
        MirrorFile::OtherLength { expected, actual } => {
            let (actual, expected) = sizes(*actual, *expected);
            say!(MirrorHasOther { file, actual, expected })
        }
        MirrorFile::Missing { problem } => say!(MirrorLacks { file, why: problem.message.clone() }),
    };
    let said = match &trial.list {
        MirrorList::None => file,
        MirrorList::Agrees => say!(MirrorListAgrees { file }),
        MirrorList::Older { newest } => say!(MirrorListOlder { file, newest: newest.to_string() }),
        MirrorList::Contradicts => say!(MirrorListContradicts { file }),
    };
    format!("{}  {}  {said}", mark(trial.ok), bold(&trial.mirror))
}

fn describe(folder: &Path, built: &Built) -> String {
    let mut lines: Vec<String> = built
        .files
        .iter()
        .map(|file| {
            let kept = file.kept.then(|| Sentence::MirrorPresent.to_string());
            let known = words::listed([size(file.size)].into_iter().chain(kept));
            format!("{} {}", one_line(&file.filename), dim(format!("{known}{}", evidence(file))))
        })
        .collect();
    if let Some(copied) = &built.vulnerabilities {
        let fetched = match copied.fetched {
            0 => Sentence::MirrorPresent.into(),
            fetched => say!(MirrorEntriesNew { count: fetched }),
        };
        let entries = say!(MirrorEntries { count: copied.entries });
        lines.push(format!("{} {}", Sentence::MirrorDatabase, dim(words::listed([entries, fetched]))));
    }
    lines.push(say!(MirrorIsIn { folder: one_line(folder.display()) }).to_string());
    lines.join("\n")
}
