//! Whether the folder at Upgo's home may be believed, and is one that Upgo made, and may sweep and delete in. Who
//! controls the home controls which proxy Upgo uses, which programs it starts and which change it completes. So nothing
//! counts from a home in which an account other than this one and root has a say.
//!
//! `UPGO_HOME` can name any folder, even another program's with a `cache`, `logs` or `staging`. So Upgo leaves a marker
//! in each home that it makes, and changes nothing in a folder with neither the marker nor a journal.
use std::ffi::OsString;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use fs_err as fs;
use serde_json::Value;

use crate::base::paths::real;
use crate::base::{bounded, own_json};
use crate::machine::home::{Account, Home, WrongAccount};
use crate::machine::platform::Stranger;
use crate::machine::{effect, platform};

const MARKER: &str = "Upgo keeps Go toolchains in this folder. It deletes files here without asking.\n";
/// The line of the marker with the number of folders above the home that were created with it.
const CREATED_ABOVE: &str = "Folders above it that Upgo created: ";
const LONGEST_MARKER: u64 = 4096;
/// The bytes of a journal file that are read for its first record.
const LONGEST_RECORD: u64 = 1 << 20;

/// A home that only this account controls, and that Upgo created or will create. Only such a home is changed; only its
/// settings count, only its journal is carried on, and only its programs are started. Its own folders are real ones, so
/// that no effect in the home reaches outside.
#[derive(Clone, Copy, Debug)]
pub struct OwnHome<'a>(&'a Home);

impl std::ops::Deref for OwnHome<'_> {
    type Target = Home;

    fn deref(&self) -> &Home {
        self.0
    }
}

type Variables<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// A home that is checked once: a change asks a dozen times, each log line too, and each answer costs twelve calls.
#[derive(Debug)]
pub(crate) struct CheckedHome {
    home: Home,
    /// Set once the home has turned out to be Upgo's own.
    is_own: OnceLock<()>,
}

impl CheckedHome {
    /// The home is not checked yet.
    pub(crate) fn new(home: Home) -> Self {
        Self { home, is_own: OnceLock::new() }
    }

    /// Asked again as long as it is not Upgo's own, because another account may be the one that makes it.
    pub(crate) fn own_for(&self, variables: Variables<'_>) -> Result<OwnHome<'_>, NotOwn> {
        if self.is_own.get().is_none() {
            self.home.own_for(variables)?;
            if self.home.root().is_dir() {
                self.is_own.set(()).ok();
            }
        }
        Ok(OwnHome(&self.home))
    }
}

impl std::ops::Deref for CheckedHome {
    type Target = Home;

    fn deref(&self) -> &Home {
        &self.home
    }
}

/// A program that Upgo may start by itself: see [`Home::startable`].
#[derive(Clone, Copy, Debug)]
pub struct StartableProgram<'a>(&'a Path);

impl<'a> StartableProgram<'a> {
    pub(crate) fn path(&self) -> &'a Path {
        self.0
    }

    /// A program of a test.
    #[cfg(test)]
    pub(crate) fn trusted(program: &'a Path) -> Self {
        Self(program)
    }
}

explain! {
    /// Upgo does not change this folder, and believes nothing in it.
    #[derive(Clone, PartialEq, Eq)]
    pub enum NotOwn {
        /// It has folders with the names of Upgo's own, such as `name`, and no evidence that Upgo made them.
        Foreign { folder: PathBuf, name: String } = HomeForeign, ForeignContent { folder, name }, next UseEmptyHome;
        Link(path: PathBuf) = HomeForeign, IsLink { path }, next ReplaceLink { path };
        NotFolder(path: PathBuf) = HomeForeign, NotAFolder { path }, next UseFolderAsHome;
        NoUserFolder(folder: PathBuf) = HomeForeign, NoUserFolder { folder }, next SetUserFolder { folder };
        Account(WrongAccount) = *;
    }
}

impl Home {
    /// The home, if it is this account's and Upgo's own, or does not exist yet. Only reads.
    pub fn own(&self) -> Result<OwnHome<'_>, NotOwn> {
        self.own_for(&|_| None)
    }

    /// The home under the same conditions; if this process has all rights, the user's home must be this account's, too.
    fn own_for(&self, variables: Variables<'_>) -> Result<OwnHome<'_>, NotOwn> {
        self.require_folder(variables)?;
        Account::of_process(self.root(), variables).check()?;
        let mut is_closed = None;
        for folder in self.folders() {
            let Ok(metadata) = folder.symlink_metadata() else { continue };
            if metadata.is_symlink() {
                return Err(NotOwn::Link(folder));
            }
            match platform::stranger_of(&folder, &metadata, variables) {
                // No other account gets that far.
                Some(Stranger::Open { .. }) if *is_closed.get_or_insert_with(|| platform::is_closed(self.root())) => {}
                Some(stranger) => return Err(WrongAccount::by(stranger).into()),
                None => {}
            }
        }
        // The marker first: every command asks, and one look settles it. It may be lost, but a change was made here.
        if self.is_marked() || files_in(&self.journal()).any(|path| has_intent(&path)) {
            return Ok(OwnHome(self));
        }
        match self.foreign_folder() {
            // Another process may have marked the home in between, and filled the folder.
            Some(name) if !self.is_marked() => Err(NotOwn::Foreign { folder: self.root().to_owned(), name }),
            _ => Ok(OwnHome(self)),
        }
    }

    /// A program that Upgo starts without a request, such as a `go` on PATH that answers a question. One in the home is
    /// started only if the home is Upgo's own. There, with rights over everything, and if the variables name the folder
    /// of another account, only this account and root may decide which program that is.
    pub fn startable<'a>(&self, program: &'a Path, variables: Variables<'_>) -> Result<StartableProgram<'a>, NotOwn> {
        let root = real(self.root());
        let really = real(program);
        let is_in_home = really.starts_with(&root) || program.starts_with(self.root());
        if is_in_home {
            self.own_for(variables)?;
            for part in really.ancestors().take_while(|part| part.starts_with(&root) && **part != *root) {
                if let Ok(metadata) = part.symlink_metadata()
                    && let Some(stranger @ Stranger::Owner { .. }) = platform::stranger_of(part, &metadata, variables)
                {
                    return Err(WrongAccount::by(stranger).into());
                }
            }
        }
        let account = Account::of_process(self.root(), variables);
        let is_doubted = is_in_home || account.elevated || !account.foreign.is_empty();
        match is_doubted.then(|| platform::stranger(program, variables)).flatten() {
            Some(Stranger::Open { path }) if path.starts_with(&root) && platform::is_closed(&root) => {}
            Some(stranger) => return Err(WrongAccount::by(stranger).into()),
            None => {}
        }
        Ok(StartableProgram(program))
    }

    /// Whether this account may not enter the home, which is another's.
    pub(crate) fn is_shut(&self) -> bool {
        let is_denied = |error: io::Error| error.kind() == io::ErrorKind::PermissionDenied;
        !platform::HAS_REGISTRY && self.toolchains().symlink_metadata().is_err_and(is_denied)
    }

    /// The home is a folder, or can become one without the user's own folder being made with it.
    fn require_folder(&self, variables: Variables<'_>) -> Result<(), NotOwn> {
        match fs::metadata(self.root()) {
            Ok(metadata) if metadata.is_dir() => Ok(()),
            Ok(_) => Err(NotOwn::NotFolder(self.root().to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                let is_file = |path: &&Path| path.metadata().is_ok_and(|metadata| !metadata.is_dir());
                let file = self.root().ancestors().find(is_file).unwrap_or(self.root());
                Err(NotOwn::NotFolder(file.to_owned()))
            }
            Err(_) => {
                let user = if platform::HAS_REGISTRY { None } else { variables("HOME").map(PathBuf::from) };
                let would_be_made = |user: &PathBuf| self.root().starts_with(user) && !user.exists();
                match user.filter(|user| user.is_absolute()).filter(would_be_made) {
                    Some(user) => Err(NotOwn::NoUserFolder(user)),
                    None => Ok(()),
                }
            }
        }
    }

    /// Creates `folder`, which is in the home or the home itself, and marks the home. Whatever is the first to write
    /// there calls this, because a home with content and without its marker is not Upgo's own.
    pub fn make(&self, folder: &Path) -> io::Result<()> {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        if self.is_marked() && folder.is_dir() {
            return Ok(());
        }
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        self.own().map_err(io::Error::other)?.create()?;
        effect::create_dir_all(folder)
    }

    fn is_marked(&self) -> bool {
        self.marker().symlink_metadata().is_ok_and(|metadata| metadata.is_file())
    }

    /// A folder with the name of one of Upgo's own, and with content.
    fn foreign_folder(&self) -> Option<String> {
        let is_full = |folder: &PathBuf| files_in(folder).next().is_some();
        let folder = self.folders().into_iter().filter(|folder| *folder != self.bin()).find(is_full)?;
        Some(folder.file_name()?.to_string_lossy().into_owned())
    }

    fn is_only_own(&self) -> bool {
        files_in(self.root()).all(|entry| Self::is_own(&entry) || entry == self.bin() || entry == self.store_lock())
    }
}

impl OwnHome<'_> {
    /// Creates the folder, readable for this account only, and marks it. One that has no mark yet is marked and made
    /// private, too, unless it also holds files of others. Its owner may open it later, so that others run its Go: then
    /// what is about this account stays closed.
    pub fn create(&self) -> io::Result<()> {
        if self.is_marked() {
            return Ok(());
        }
        let is_private = self.is_only_own();
        let above = self.root().ancestors().skip(1).take_while(|folder| !folder.exists()).count();
        effect::create_private_dir(self.root())?;
        // Another account may have been faster.
        WrongAccount::check_way(self.root(), &|_| None)?;
        if is_private {
            platform::make_private(self.root())?;
        }
        if self.is_marked() {
            return Ok(()); // by another process, which knows what it has created
        }
        // whatever is in the way of one stops only what needs it
        for own in [self.cache(), self.journal(), self.logs()] {
            effect::create_private_dir(&own).ok();
        }
        let created = if above == 0 { String::new() } else { format!("{CREATED_ABOVE}{above}\n") };
        effect::replace(&self.marker(), (MARKER.to_owned() + &created).as_bytes())
    }

    /// The folders above the home that were created with it, the innermost first.
    pub(crate) fn created_above(self) -> Vec<PathBuf> {
        let marker = bounded::read(&self.marker(), LONGEST_MARKER).unwrap_or_default();
        let marker = String::from_utf8_lossy(&marker);
        let count = marker.lines().find_map(|line| line.strip_prefix(CREATED_ABOVE)?.parse().ok()).unwrap_or_default();
        self.root().ancestors().skip(1).take(count).map(Path::to_owned).collect()
    }
}

fn files_in(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Whether a file begins with the record of a plan.
fn has_intent(path: &Path) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let mut start = Vec::new();
    let read = |file: fs::File| file.take(LONGEST_RECORD).read_to_end(&mut start);
    if !is_file || fs::File::open(path).and_then(read).is_err() {
        return false;
    }
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let record: Option<Value> = own_json::from_slice(line.trim_ascii_end());
    record.is_some_and(|record| {
        let has_steps = record.pointer("/plan/steps").is_some_and(Value::is_array);
        record.get("record").and_then(Value::as_str) == Some("intent") && has_steps && record.get("by").is_some()
    })
}
