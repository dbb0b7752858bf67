//! The registry keys for the program and its links.
use std::io;
use std::path::Path;

use upgo_engine::machine::fault;
use winreg::RegKey;
use winreg::enums::{HKEY_CLASSES_ROOT, HKEY_CURRENT_USER, KEY_READ, KEY_WRITE};

use crate::picture::Picture;
use crate::registration::Registration;
use crate::{APP_ID, SCHEME};

/// Writes the values that differ. Sources:
/// <https://learn.microsoft.com/windows/apps/develop/notifications/app-notifications/send-local-toast-other-apps>,
/// <https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa767914(v=vs.85)>.
pub(super) fn register(registration: &Registration) -> io::Result<()> {
    let program = registration.program.display();
    let app = app_key(registration);
    Picture::App.lay_at(&registration.icon)?;
    set(&app, "DisplayName", "Upgo")?;
    set(&app, "IconUri", &registration.icon.display().to_string())?;
    let scheme = scheme_key(registration);
    set(&scheme, "", "URL:Upgo")?;
    set(&scheme, "URL Protocol", "")?;
    set(&format!(r"{scheme}\DefaultIcon"), "", &format!("\"{program}\",0"))?;
    set(&command_key(registration), "", &command(&registration.program))
}

/// Whether the program is registered for this user or for the machine. Windows drops toasts of others without an error.
pub(super) fn is_known() -> bool {
    RegKey::predef(HKEY_CLASSES_ROOT).open_subkey_with_flags(format!(r"AppUserModelId\{APP_ID}"), KEY_READ).is_ok()
}

/// Deletes both keys. If links are registered to another copy of the program, they stay with it.
pub(super) fn unregister(registration: &Registration) -> io::Result<()> {
    delete(&app_key(registration))?;
    if get(&command_key(registration), "").as_ref() == Some(&command(&registration.program)) {
        delete(&scheme_key(registration))?;
    }
    Ok(())
}

fn app_key(registration: &Registration) -> String {
    format!(r"{}\AppUserModelId\{APP_ID}", registration.classes)
}

fn scheme_key(registration: &Registration) -> String {
    format!(r"{}\{SCHEME}", registration.classes)
}

fn command_key(registration: &Registration) -> String {
    format!(r"{}\shell\open\command", scheme_key(registration))
}

fn command(program: &Path) -> String {
    format!("\"{}\" \"%1\"", program.display())
}

fn get(key: &str, name: &str) -> Option<String> {
    RegKey::predef(HKEY_CURRENT_USER).open_subkey_with_flags(key, KEY_READ).ok()?.get_value(name).ok()
}

fn set(key: &str, name: &str, value: &str) -> io::Result<()> {
    if get(key, name).as_deref() == Some(value) {
        return Ok(());
    }
    fault::reach("registry", Path::new(key))?;
    let (key, _) = RegKey::predef(HKEY_CURRENT_USER).create_subkey_with_flags(key, KEY_WRITE)?;
    key.set_value(name, &value)
}

fn delete(key: &str) -> io::Result<()> {
    fault::reach("registry", Path::new(key))?;
    match RegKey::predef(HKEY_CURRENT_USER).delete_subkey_all(key) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
