//! Downloads in the background give way to those that a user waits for, which continue with their bytes.
use std::io;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::{FetchError, Result};
use crate::base::report::Cancel;
use crate::machine::effect;
use crate::machine::platform::FileLock;

/// The file in a folder of downloads whose lock is held by whoever waits for one of them.
const WANTED: &str = "wanted.lock";
/// How often a download in the background checks whether a user's download is waiting.
const TURN: Duration = Duration::from_millis(100);

/// While it exists, no download in the background runs in the folder.
#[derive(Debug)]
pub struct DownloadClaim(#[expect(dead_code, reason = "held until it is dropped")] FileLock);

/// Stops the downloads in the background in `folder`; `None` if another process does so already.
pub fn claim(folder: &Path) -> io::Result<Option<DownloadClaim>> {
    let file = effect::open_or_create(&folder.join(WANTED))?;
    Ok(FileLock::try_acquire(&file)?.map(DownloadClaim))
}

fn is_claimed(folder: &Path) -> bool {
    let file = fs_err::File::open(folder.join(WANTED));
    file.is_ok_and(|file| matches!(FileLock::try_acquire(&file), Ok(None)))
}

/// If `cancel` is that of work in the background, `work` ends as soon as somebody claims the folder.
pub(super) fn giving_way<T>(folder: &Path, cancel: &Cancel, work: impl FnOnce(&Cancel) -> Result<T>) -> Result<T> {
    if !cancel.gives_way() {
        return work(cancel);
    }
    let own = cancel.child();
    let done = thread::scope(|scope| {
        let (end, ended) = channel::<()>();
        let stop = &own;
        scope.spawn(move || {
            while ended.recv_timeout(TURN) == Err(RecvTimeoutError::Timeout) {
                if is_claimed(folder) {
                    stop.cancel();
                    return;
                }
            }
        });
        let done = work(&own);
        drop(end);
        done
    });
    match done {
        Err(FetchError::Cancelled(_)) if !cancel.is_cancelled() => Err(FetchError::GaveWay),
        done => done,
    }
}
