//! The removal of a folder with its content by several threads, where one folder is one task. Two threads take 60 % of
//! the time of one (docs/internals/performance.md). Links are deleted, never followed. An error does not stop the rest,
//! so that as much space as possible is freed. The first error is returned.
use std::io;
use std::path::{MAIN_SEPARATOR, Path};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use super::os::{Name, RemovalFolder, text};

/// The maximum number of threads; more are not faster.
const THREADS: usize = 4;

/// A link at `path` itself is also deleted, but not its target.
#[expect(clippy::disallowed_methods, reason = "`effect::remove_tree` calls it and announces the effect")]
pub fn remove_tree(path: &Path) -> io::Result<()> {
    let named = |error: io::Error| failed(&path.display().to_string(), error);
    if std::fs::symlink_metadata(path).map_err(named)?.is_symlink() {
        return std::fs::remove_file(path).or_else(|_| std::fs::remove_dir(path)).map_err(named);
    }
    let work = RemovalWork { path, state: Mutex::default(), changed: Condvar::new() };
    work.add([RemovalTask::new(None)]);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    thread::scope(|scope| {
        for _ in 1..threads {
            thread::Builder::new().spawn_scoped(scope, || work.run()).ok(); // without this thread, it only takes longer
        }
        work.run();
    });
    let failure = work.lock().failure.take();
    failure.map_or_else(|| std::fs::remove_dir(path).map_err(named), Err)
}

struct RemovalTask {
    /// The parent folder and the name in it; `None` for the root.
    above: Option<(Arc<RemovalTask>, Name)>,
    /// The open folder. It is opened only when its turn comes, because the number of open files is limited.
    folder: OnceLock<RemovalFolder>,
    /// The number of remaining folders: this one and those in it.
    left: AtomicUsize,
}

impl RemovalTask {
    fn new(above: Option<(Arc<RemovalTask>, Name)>) -> Arc<Self> {
        Arc::new(Self { above, folder: OnceLock::new(), left: AtomicUsize::new(1) })
    }

    fn open(&self, root: &Path) -> io::Result<&RemovalFolder> {
        let folder = match &self.above {
            None => RemovalFolder::open(root)?,
            Some((above, name)) => above.folder.get().ok_or(io::ErrorKind::NotFound)?.child(name)?,
        };
        Ok(self.folder.get_or_init(|| folder))
    }

    fn path(&self, root: &Path) -> String {
        match &self.above {
            Some((above, name)) => format!("{}{MAIN_SEPARATOR}{}", above.path(root), text(name)),
            None => root.display().to_string(),
        }
    }
}

struct RemovalWork<'a> {
    path: &'a Path,
    state: Mutex<RemovalState>,
    changed: Condvar,
}

#[derive(Default)]
struct RemovalState {
    /// The waiting tasks. The newest is taken first, which keeps the number of open folders near the depth of the tree.
    waiting: Vec<Arc<RemovalTask>>,
    running: usize,
    failure: Option<io::Error>,
}

impl RemovalWork<'_> {
    fn run(&self) {
        while let Some(task) = self.take() {
            match self.clear(&task) {
                Ok(()) => self.finish(task),
                Err(error) => self.fail(error),
            }
            self.lock().running -= 1;
            self.changed.notify_all();
        }
    }

    fn clear(&self, task: &Arc<RemovalTask>) -> io::Result<()> {
        let folder = match task.open(self.path) {
            Ok(folder) => folder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(&task.path(self.path), error)),
        };
        let (folders, failure) = folder.clear();
        task.left.fetch_add(folders.len(), Ordering::SeqCst);
        self.add(folders.into_iter().map(|name| RemovalTask::new(Some((Arc::clone(task), name)))));
        failure.map_or(Ok(()), |(name, error)| {
            let name = name.map_or(String::new(), |name| format!("{MAIN_SEPARATOR}{}", text(&name)));
            Err(failed(&(task.path(self.path) + &name), error))
        })
    }

    /// Deletes the folder if it is empty, and then its parents.
    fn finish(&self, mut task: Arc<RemovalTask>) {
        while task.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            let Some((above, name)) = &task.above else { return };
            match above.folder.get().map_or(Ok(()), |folder| folder.remove_child(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return self.fail(failed(&task.path(self.path), error));
                }
                _ => task = Arc::clone(above),
            }
        }
    }

    fn add(&self, tasks: impl IntoIterator<Item = Arc<RemovalTask>>) {
        self.lock().waiting.extend(tasks);
        self.changed.notify_all();
    }

    fn take(&self) -> Option<Arc<RemovalTask>> {
        let mut state = self.lock();
        loop {
            if let Some(task) = state.waiting.pop() {
                state.running += 1;
                return Some(task);
            }
            if state.running == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn fail(&self, error: io::Error) {
        self.lock().failure.get_or_insert(error);
    }

    fn lock(&self) -> MutexGuard<'_, RemovalState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(path: &str, source: io::Error) -> io::Error {
    super::named(format!("{path} could not be deleted"), source)
}
