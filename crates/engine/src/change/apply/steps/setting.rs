//! A change of one of Upgo's settings. It names no file: the only one is that of the home.
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use crate::change::site::Site;
use crate::choices::settings;

/// The key, and its values in the file before and after, in the notation of the file; `None` if it is not set.
type ChangedSetting<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

pub(super) fn change(site: &Site, ledger: &mut Ledger<'_>, (key, from, to): ChangedSetting<'_>) -> Result<Begun> {
    let begun = ledger.begin(|| {
        if is(site, key, from) {
            return Ok(());
        }
        Err(ApplyError::Moved(say!(SettingWasChanged { key })))
    })?;
    say(site, key, to)?;
    Ok(begun)
}

pub(super) fn is(site: &Site, key: &str, value: Option<&str>) -> bool {
    settings::is_said(&site.home().settings(), key, value)
}

pub(super) fn say(site: &Site, key: &str, value: Option<&str>) -> Result<()> {
    settings::say(&site.home().settings(), key, value)?;
    site.keep_settings();
    if key == settings::FOLLOW_PROJECTS { Ok(site.settle_go()?) } else { Ok(()) }
}

pub(super) fn take_back(site: &Site, (key, from, to): ChangedSetting<'_>) -> Result<()> {
    if is(site, key, to) { say(site, key, from) } else { Ok(()) }
}
