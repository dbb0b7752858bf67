//! The registration that Windows needs to show the program's toasts and open its links.
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use upgo_engine::machine::fault;
use upgo_engine::machine::home::Home;

use crate::picture::Picture;
use crate::{ToastError, platform};

/// What is registered, and where. Other systems need no registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The program that links and the shortcut start.
    pub program: PathBuf,
    /// A PNG.
    pub icon: PathBuf,
    /// The registry key of the user's classes, below HKCU.
    pub classes: String,
    /// The folder of the user's Start menu for the shortcut.
    pub start_menu: PathBuf,
}

impl Registration {
    /// Nothing is written before [`register`](crate::register). Tests on Windows name their own key, which only a test
    /// build uses. The shortcut is then created in the home.
    pub fn locate(
        home: &Home,
        program: PathBuf,
        variables: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Self, ToastError> {
        let icon = Picture::App.place(home);
        let own_menu = home.root().join("start-menu");
        let key = variables("UPGO_TEST_REGISTRY").filter(|_| fault::ARMED);
        if let Some(key) = key.and_then(|key| key.into_string().ok()).filter(|key| !key.is_empty()) {
            return Ok(Self { program, icon, classes: format!(r"{key}\classes"), start_menu: own_menu });
        }
        let unknown = || ToastError::Registration(io::Error::other("the folder of the Start menu is unknown").into());
        // A test build writes into the Start menu only where a test says that this machine is disposable.
        let is_kept_out = fault::ARMED && variables("UPGO_TEST_START_MENU").is_none();
        let start_menu = if is_kept_out { Some(own_menu) } else { platform::start_menu() };
        let start_menu = start_menu.ok_or_else(unknown)?;
        Ok(Self { program, icon, classes: r"Software\Classes".to_owned(), start_menu })
    }
}
