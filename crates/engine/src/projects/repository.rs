//! A commit on a new branch of a Git repository. The files of the user, the index and every other branch stay as they
//! are, and no program is started: neither `git`, nor a hook, nor one that the repository's configuration names.
//!
//! The commit is determined by its parent, the edits and what [`NewBranch`] says, so its name is known before it is made.
use std::io;
use std::path::Path;

use gix::bstr::{BString, ByteSlice as _};
use gix::prelude::Write as _;
use gix::refs::transaction::{Change, LogChange, PreviousValue, RefEdit, RefLog};
use gix::repository::Kind;
use gix::{ObjectId, objs};
use serde::{Deserialize, Serialize};

use super::edit::FileEdit;
use crate::base::display::{lines, one_line};
use crate::base::paths::real;
use crate::base::report::{BranchTitle, Cancel, Cancelled};
use crate::base::words::{Sentence, Statement};
use crate::environment::EditState;
use crate::machine::platform::{self, Access};
use crate::machine::{effect, fault};

/// Where the branches of a repository are.
const BRANCHES: &str = "refs/heads/";
/// The size limit of a file in bytes, as of one on the disk.
const LARGEST: u64 = 1 << 20;

/// A branch with one commit, which has the edits of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewBranch {
    /// Its name: `upgo/go1.26.6`.
    pub name: String,
    /// The branch that is checked out, from whose newest commit it starts.
    pub from: String,
    /// That commit, as 40 hexadecimal digits.
    pub parent: String,
    /// The commit on the branch, as 40 hexadecimal digits.
    pub commit: String,
    /// The message of the commit.
    pub message: String,
    /// The author and committer.
    pub author: Author,
    /// When the commit was planned, in seconds since 1970.
    pub time: i64,
    /// The offset of the local time, in seconds.
    pub offset: i32,
    /// Whether the branch is removed, and the edits are the reverse ones.
    #[serde(default)]
    pub is_removed: bool,
}

/// The author of a commit, as Git's configuration says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
}

/// What is checked out in a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckedOut {
    /// The branch.
    pub branch: String,
    /// Its newest commit.
    pub commit: String,
}

/// Why a repository gets no commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotCommitted {
    /// It cannot be read, or Git would refuse it.
    Unread(String),
    /// It belongs to another folder: a submodule, or a configured work tree.
    Elsewhere,
    /// It cannot be written.
    ReadOnly,
    /// It has no commit, or no branch is checked out.
    NoBranch,
    /// A merge, a rebase or the like is unfinished.
    Unfinished,
    /// This file has changes that are in no commit.
    Uncommitted(String),
    /// Git does not know the user's name and address.
    NoAuthor,
    /// There is a branch of that name, or one that prevents it.
    Taken(String),
    /// The user cancelled.
    Cancelled(Cancelled),
}

impl NotCommitted {
    /// The reason, as a sentence about the repository.
    pub(crate) fn says(&self) -> Statement {
        match self {
            Self::Unread(why) => Sentence::RepositoryUnread.with("why", Statement::quoted(why.as_str())),
            Self::Elsewhere => Sentence::RepositoryElsewhere.into(),
            Self::ReadOnly => Sentence::RepositoryReadOnly.into(),
            Self::NoBranch => Sentence::RepositoryNoBranch.into(),
            Self::Unfinished => Sentence::RepositoryUnfinished.into(),
            Self::Uncommitted(file) => Sentence::RepositoryUncommitted.with("file", Statement::quoted(file.as_str())),
            Self::NoAuthor => Sentence::RepositoryNoAuthor.into(),
            Self::Taken(branch) => Sentence::RepositoryBranchTaken.with("branch", Statement::quoted(branch.as_str())),
            Self::Cancelled(cancelled) => Statement::quoted(cancelled.to_string()),
        }
    }
}

impl From<gix::Error> for NotCommitted {
    fn from(error: gix::Error) -> Self {
        Self::Unread(said(&error))
    }
}

/// The folder of the repository that has a folder.
pub(crate) fn repository_around(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

/// A repository with its work tree.
#[derive(Debug)]
pub(crate) struct Repository {
    git: gix::Repository,
}

impl Repository {
    /// Opens the repository of a folder: an own one, or a second work tree of one.
    pub(crate) fn open(folder: &Path) -> Result<Self, NotCommitted> {
        let git = gix::open_opts(folder, options())?;
        let is_here = git.workdir().is_some_and(|tree| real(tree) == real(folder));
        let is_own = match git.kind() {
            Kind::Common => git.git_dir().parent().is_some_and(|above| real(above) == real(folder)),
            Kind::LinkedWorkTree => true,
            Kind::Submodule => false,
        };
        if is_here && is_own { Ok(Self { git }) } else { Err(NotCommitted::Elsewhere) }
    }

    /// What is checked out: a branch with a commit, and nothing that is unfinished.
    pub(crate) fn checked_out(&self) -> Result<CheckedOut, NotCommitted> {
        if self.git.state().is_some() {
            return Err(NotCommitted::Unfinished);
        }
        let branch = self.git.head_name()?.ok_or(NotCommitted::NoBranch)?;
        let branch = branch.as_bstr().strip_prefix(BRANCHES.as_bytes()).ok_or(NotCommitted::NoBranch)?;
        let commit = self.git.head_id().map_err(|_| NotCommitted::NoBranch)?;
        Ok(CheckedOut { branch: branch.to_str_lossy().into_owned(), commit: commit.to_string() })
    }

    /// Refuses changes that are in no commit, because the rehearsal had them, too, and so says nothing about the commit. A
    /// file that Git does not track counts if Go reads it.
    pub(crate) fn require_committed(&self, cancel: &Cancel) -> Result<(), NotCommitted> {
        use gix::status::index_worktree::Item as InTree;
        use gix::status::{Item, Submodule, UntrackedFiles, tree_index::TrackRenames};
        let ignore = Submodule::Given { ignore: gix::submodule::config::Ignore::All, check_dirty: false };
        let platform = self.git.status(gix::progress::Discard)?;
        let platform = platform.untracked_files(UntrackedFiles::Files).index_worktree_submodules(ignore);
        let platform = platform.index_worktree_rewrites(None).tree_index_track_renames(TrackRenames::Disabled);
        for item in platform.into_iter(None)? {
            cancel.check().map_err(NotCommitted::Cancelled)?;
            let item = item?;
            let is_read_by_go =
                || Path::new(&item.location().to_str_lossy().into_owned()).file_name().is_some_and(is_of_go);
            let counts = match &item {
                Item::IndexWorktree(InTree::DirectoryContents { .. }) => is_read_by_go(),
                Item::IndexWorktree(changed) => changed.summary().is_some(),
                Item::TreeIndex(_) => true,
            };
            if counts {
                return Err(NotCommitted::Uncommitted(item.location().to_str_lossy().into_owned()));
            }
        }
        Ok(())
    }

    /// The user as author, if Git knows the name and the address.
    pub(crate) fn author(&self) -> Result<Author, NotCommitted> {
        let author = self.git.author().and_then(Result::ok).ok_or(NotCommitted::NoAuthor)?;
        let plain = |text: &gix::bstr::BStr| {
            text.to_str().ok().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let (name, email) = (plain(author.name), plain(author.email));
        name.zip(email).map(|(name, email)| Author { name, email }).ok_or(NotCommitted::NoAuthor)
    }

    /// Refuses the name of a branch that exists, that another one prevents, or that is none.
    pub(crate) fn require_free(&self, branch: &str) -> Result<(), NotCommitted> {
        let taken = |name: &str| Err(NotCommitted::Taken(name.to_owned()));
        for other in self.git.references()?.local_branches()? {
            let other = other.map_err(|error| NotCommitted::Unread(error.to_string()))?;
            let other = other.name().shorten().to_str_lossy().into_owned();
            let is_below = |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
            if other == branch || is_below(&other, branch) || is_below(branch, &other) {
                return taken(&other);
            }
        }
        Ok(())
    }

    /// Refuses a repository that this account cannot write.
    pub(crate) fn require_writable(&self) -> Result<(), NotCommitted> {
        let folder = self.git.common_dir();
        let is_open = |part: &str| matches!(platform::access(&folder.join(part)), Access::Ordinary | Access::Elevated);
        if ["objects", "refs/heads"].into_iter().all(is_open) { Ok(()) } else { Err(NotCommitted::ReadOnly) }
    }

    /// The content of a file in a commit; `None` if the commit does not have it, or not as a plain file.
    pub(crate) fn content(&self, commit: &str, path: &Path) -> Result<Option<Vec<u8>>, NotCommitted> {
        let tree = self.git.find_commit(id(commit)?)?.tree()?;
        let Some(entry) = tree.lookup_entry_by_path(path)?.filter(|entry| entry.mode().is_blob()) else {
            return Ok(None);
        };
        let size = self.git.find_header(entry.object_id())?.size();
        if size > LARGEST {
            return Ok(None);
        }
        Ok(Some(entry.object()?.detach().data))
    }

    /// The name of the commit that the branch will have.
    pub(crate) fn commit_of(&self, branch: &NewBranch, files: &[FileEdit]) -> Result<String, NotCommitted> {
        Ok(self.build(branch, files)?.0.to_string())
    }

    /// The state of a branch.
    pub(crate) fn found(&self, branch: &NewBranch) -> Result<EditState, NotCommitted> {
        let found = self.git.try_find_reference(&*branch.full_name())?;
        let now = found.map(|found| found.try_id().map(|id| id.to_string()).unwrap_or_default());
        let (without, with) = (None, Some(branch.commit.clone()));
        let (before, after) = if branch.is_removed { (&with, &without) } else { (&without, &with) };
        Ok(EditState::of(&now, before, after))
    }

    /// Whether a work tree has the branch checked out.
    pub(crate) fn has_checked_out(&self, branch: &NewBranch) -> Result<bool, NotCommitted> {
        let name = branch.full_name();
        let is_at =
            |git: &gix::Repository| git.head_name().is_ok_and(|head| head.is_some_and(|head| head.as_bstr() == name));
        if is_at(&self.git) {
            return Ok(true);
        }
        let others = self.git.worktrees_including_main()?;
        Ok(others.flatten().any(|other| is_at(&other)))
    }

    /// Makes the commit, and the branch that points to it. The branch appears when the commit is on the disk.
    pub(crate) fn make(&self, branch: &NewBranch, files: &[FileEdit]) -> io::Result<()> {
        let (commit, objects) = self.build(branch, files).map_err(|why| io::Error::other(why.says().to_string()))?;
        if id(&branch.commit).ok() != Some(commit) {
            return Err(io::Error::other(format!("the commit would be {commit}, and not {}", branch.commit)));
        }
        let folder = self.git.common_dir().join("objects");
        fault::reach("git-objects", &folder)?;
        for (id, kind, data) in objects {
            self.git.objects.write_buf(kind, &data).map_err(|error| io::Error::other(error.to_string()))?;
            let name = id.to_string();
            let (start, rest) = name.split_at(2);
            flush(&folder.join(start).join(rest))?;
        }
        let change = Change::Update {
            log: LogChange {
                mode: RefLog::AndReference,
                force_create_reflog: false,
                message: "upgo: new branch".into(),
            },
            expected: PreviousValue::MustNotExist,
            new: gix::refs::Target::Object(commit),
        };
        self.edit_branch(branch, change)?;
        flush(&self.git.common_dir().join(branch.full_name()))
    }

    /// Removes the branch, if it still points to the commit.
    pub(crate) fn remove(&self, branch: &NewBranch) -> io::Result<()> {
        let commit = id(&branch.commit).map_err(|why| io::Error::other(why.says().to_string()))?;
        let expected = PreviousValue::MustExistAndMatch(gix::refs::Target::Object(commit));
        self.edit_branch(branch, Change::Delete { expected, log: RefLog::AndReference })
    }

    fn edit_branch(&self, branch: &NewBranch, change: Change) -> io::Result<()> {
        let other = |error: String| io::Error::other(error);
        let name = gix::refs::FullName::try_from(branch.full_name()).map_err(|error| other(error.to_string()))?;
        fault::reach("git-branch", &self.git.common_dir().join(branch.full_name()))?;
        let edit = RefEdit { change, name, deref: false };
        let by = branch.signature();
        let mut time = gix::date::parse::TimeBuf::default();
        self.git.edit_references_as([edit], Some(by.to_ref(&mut time))).map_err(|error| other(said(&error)))?;
        Ok(())
    }

    /// The commit, and the objects that it consists of.
    fn build(&self, branch: &NewBranch, files: &[FileEdit]) -> Result<(ObjectId, Vec<Object>), NotCommitted> {
        let mut git = self.git.clone().with_object_memory();
        let commit = {
            let parent = git.find_commit(id(&branch.parent)?)?;
            let tree = parent.tree()?;
            let mut editor = tree.edit()?;
            for file in files {
                let moved = || NotCommitted::Uncommitted(file.path.display().to_string());
                let entry =
                    tree.lookup_entry_by_path(&file.path)?.filter(|entry| entry.mode().is_blob()).ok_or_else(moved)?;
                let edit = if branch.is_removed { &file.reversed() } else { file };
                let new = edit.applied(&entry.object()?.data).ok_or_else(moved)?;
                let path =
                    gix::path::to_unix_separators_on_windows(gix::path::into_bstr(file.path.clone())?).into_owned();
                editor.upsert(&path, entry.mode().kind(), git.write_blob(new)?)?;
            }
            let (author, message) = (branch.signature(), BString::from(branch.message.as_str()));
            let (tree, parents) = (editor.write()?.detach(), [parent.id].into_iter().collect());
            let committer = author.clone();
            git.write_object(&objs::Commit {
                tree,
                parents,
                author,
                committer,
                message,
                encoding: None,
                extra_headers: Vec::new(),
            })?
            .detach()
        };
        let objects = git.objects.take_object_memory().unwrap_or_default();
        let objects = objects.iter().map(|(id, (kind, data))| (*id, *kind, data.clone())).collect();
        Ok((commit, objects))
    }
}

/// An object of a repository: its name, kind and content.
type Object = (ObjectId, objs::Kind, Vec<u8>);

impl NewBranch {
    /// The branch as its undo.
    #[must_use]
    pub(crate) fn reversed(&self) -> Self {
        Self { is_removed: !self.is_removed, ..self.clone() }
    }

    /// Whether what it says can be the name of a branch and of commits.
    pub(crate) fn is_plain(&self) -> bool {
        let is_branch = gix::refs::FullName::try_from(self.full_name()).is_ok() && !self.name.starts_with('-');
        is_branch && [&self.parent, &self.commit].into_iter().all(|commit| id(commit).is_ok())
    }

    /// What a person reads before the diff: the branch, and the message as Git shows it.
    pub(crate) fn shown(&self) -> String {
        let message: String =
            self.message.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect();
        lines(&format!("{message}\n"))
    }

    /// The branch as the step is called by it.
    pub(crate) fn title(&self) -> BranchTitle {
        let message = (!self.is_removed).then(|| lines(&self.message));
        BranchTitle { name: one_line(&self.name), message }
    }

    fn full_name(&self) -> String {
        format!("{BRANCHES}{}", self.name)
    }

    fn signature(&self) -> gix::actor::Signature {
        let time = gix::date::Time { seconds: self.time, offset: self.offset };
        gix::actor::Signature { name: self.author.name.as_str().into(), email: self.author.email.as_str().into(), time }
    }
}

/// Git's rules about repositories of other accounts apply. The user's configuration is read, because it says how lines
/// end and who the user is; a program that it or the repository names is not used. On Windows, the configuration of Git
/// for Windows is where its installer puts it, because otherwise Git would be started to find it.
fn options() -> gix::open::Options {
    let programs = platform::program_folder("amd64");
    let mut permissions = gix::open::Permissions::default();
    permissions.config.env = false;
    permissions.config.system = programs.is_none();
    permissions.config.git_binary = programs.is_some();
    permissions.attributes.system = programs.is_none();
    permissions.env.git_prefix = gix::sec::Permission::Deny;
    permissions.env.objects = gix::sec::Permission::Deny;
    let options = gix::open::Options::default().permissions(permissions).filter_config_section(|_| false);
    let options = options.bail_if_untrusted(true);
    match programs {
        Some(programs) => options.git_installation_config_path(programs.join("Git").join("etc").join("gitconfig")),
        None => options,
    }
}

/// Whether Go reads a file of this name in a build.
fn is_of_go(name: &std::ffi::OsStr) -> bool {
    const FILES: [&str; 4] = ["go.mod", "go.sum", "go.work", "go.work.sum"];
    const KINDS: [&str; 11] = ["go", "s", "c", "cc", "cpp", "cxx", "h", "hh", "hpp", "m", "syso"];
    let kind = Path::new(name).extension();
    FILES.iter().any(|file| name == *file) || kind.is_some_and(|kind| KINDS.iter().any(|known| kind == *known))
}

fn id(text: &str) -> Result<ObjectId, NotCommitted> {
    ObjectId::from_hex(text.as_bytes()).map_err(|error| NotCommitted::Unread(error.to_string()))
}

/// Flushes a new file, and the entry of its folder.
fn flush(path: &Path) -> io::Result<()> {
    fs_err::File::open(path)?.sync_all()?;
    path.parent().map_or(Ok(()), effect::sync_dir)
}

/// An error with its causes.
fn said(error: &gix::Error) -> String {
    let mut all = vec![error.to_string()];
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        all.push(error.to_string());
        cause = error.source();
    }
    all.join(": ")
}
