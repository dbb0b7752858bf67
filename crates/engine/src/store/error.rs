use std::io;
use std::path::PathBuf;

use crate::base::report::{Cancelled, Code, sizes};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::machine::home::NotOwn;

explain! {
    pub enum StoreError {
        /// Another Upgo process has held the store's lock for a minute; the text says who.
        Busy(by: Statement) = Busy, (by.clone()), next WaitOrEnd;
        Cancelled(#[from] cancelled: Cancelled) = Cancelled, Cancelled;
        NotGo(why: Sentence) = ArchiveDamaged, NoToolchainInArchive { why: *why };
        OtherVersion { expected: Version, found: String } = ArchiveDamaged, OtherInArchive { found, expected };
        /// Both in bytes.
        NoSpace { needed: u64, free: u64, path: PathBuf } = DiskFull, ({
            let (needed, free) = sizes(*needed, *free);
            say!(NotEnoughSpace { path, needed, free })
        });
        Blocked { path: PathBuf, holder: String, source: io::Error } =
            FileBusy, OpenFileBlocks { path, holder: Statement::quoted(holder) };
        Switch { path: PathBuf, source: io::Error } = (match of_io(source) {
            Code::DiskFailed => Code::HomeDamaged,
            code => code,
        }), SwitchUnreadable { path };
        NotOwn(NotOwn) = *;
        Disk(error: io::Error) = (of_io(error)), *;
    }
}
