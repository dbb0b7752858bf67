//! The pictures of toasts. All systems read them from files, so they are written to the home.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;
use upgo_engine::machine::effect;
use upgo_engine::machine::home::Home;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    App,
    Update,
    Security,
    Done,
    Problem,
}

impl Picture {
    pub const ALL: [Self; 5] = [Self::App, Self::Update, Self::Security, Self::Done, Self::Problem];

    fn file(self) -> (&'static str, &'static [u8]) {
        match self {
            Self::App => ("app.png", include_bytes!("../../../icons/app-128.png")),
            Self::Update => ("update.png", include_bytes!("../../../icons/toast-update.png")),
            Self::Security => ("security.png", include_bytes!("../../../icons/toast-security.png")),
            Self::Done => ("done.png", include_bytes!("../../../icons/toast-done.png")),
            Self::Problem => ("problem.png", include_bytes!("../../../icons/toast-problem.png")),
        }
    }

    /// The picture's file, which is written if it is missing or from another version of Upgo.
    pub fn lay(self, home: &Home) -> io::Result<PathBuf> {
        let path = self.place(home);
        home.make(&folder(home))?;
        self.lay_at(&path)?;
        Ok(path)
    }

    /// The file may not exist.
    pub fn place(self, home: &Home) -> PathBuf {
        folder(home).join(self.file().0)
    }

    /// Only if it is missing or from another version of Upgo.
    pub fn lay_at(self, path: &Path) -> io::Result<()> {
        let (_, bytes) = self.file();
        if is(path, bytes) {
            return Ok(());
        }
        effect::create_dir_all(effect::parent(path))?;
        effect::replace(path, bytes)
    }
}

pub(crate) fn folder(home: &Home) -> PathBuf {
    home.root().join("toasts")
}

fn is(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|found| found == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_written_once_and_repaired() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        for picture in Picture::ALL {
            let path = picture.lay(&home).unwrap();
            let written = fs::read(&path).unwrap();
            assert!(written.starts_with(b"\x89PNG"), "{picture:?}");
            effect::write_plain(&path, b"half").unwrap();
            assert_eq!(picture.lay(&home).unwrap(), path);
            assert_eq!(fs::read(&path).unwrap(), written);
        }
    }

    #[test]
    fn the_first_file_in_a_home_marks_it_as_upgos_own() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home"));
        Picture::App.lay(&home).unwrap();
        assert!(home.own().is_ok());
    }
}
