//! Toasts on Windows.
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use upgo_engine::machine::home::Home;
use url::Url;
use windows::Data::Xml::Dom::XmlDocument;
use windows::Foundation::{DateTime, IReference, PropertyValue};
use windows::UI::Notifications::{
    NotificationData, NotificationSetting, NotificationUpdateResult, ToastNotification, ToastNotificationManager,
    ToastNotifier,
};
use windows::core::{HSTRING, Interface as _, Result};

use super::registry;
use crate::card::Card;
use crate::error::{OffBy, ToastError};
use crate::intent::Intent;
use crate::press::{LIFE, Presses, plain_link};
use crate::toaster::OnPress;
use crate::{APP_ID, xml};

/// The group of all Upgo's toasts. Windows finds a toast by tag, group and program.
const GROUP: &str = "upgo";
/// The longest tag that Windows accepts, before that build and since.
/// Source: <https://learn.microsoft.com/uwp/api/windows.ui.notifications.toastnotification.tag>.
const LONGEST_TAG: (usize, usize) = (16, 64);
/// The first build of Windows (version 1703) whose toasts have a bar and values that change.
/// Source: <https://learn.microsoft.com/uwp/api/windows.ui.notifications.notificationdata>.
const FIRST_WITH_BARS: u32 = 15_063;

/// A press starts the program with a link.
#[derive(Debug)]
pub(crate) struct Notifier {
    home: Home,
    /// The number of the last values of a toast. Windows ignores values with a lower number than those that it shows.
    sequence: AtomicU32,
    has_bars: bool,
}

impl Notifier {
    pub(crate) fn new(home: Home, _on_press: OnPress) -> Self {
        let build = upgo_engine::machine::platform::system().map(|system| system.version.2);
        Self { home, sequence: AtomicU32::new(0), has_bars: build.is_none_or(|build| build >= FIRST_WITH_BARS) }
    }

    pub(crate) fn show(&self, card: &Card, now: Timestamp) -> std::result::Result<(), ToastError> {
        let notifier = notifier().map_err(no_service)?;
        if let Some(by) = switched_off(&notifier) {
            return Err(ToastError::Off(by));
        }
        if !registry::is_known() {
            return Err(ToastError::Unknown);
        }
        let plain = card.without_bar();
        let card = if self.has_bars { card } else { &plain };
        let document = self.document(card, now)?;
        let show = || {
            let toast = toast(&document, &self.short(&card.tag), now)?;
            if card.bar.is_some() {
                toast.SetData(&self.values(card)?)?;
                // a change does not survive a restart of Windows; older versions cannot be told
                toast.SetExpiresOnReboot(true).ok();
            }
            notifier.Show(&toast)
        };
        show().map_err(refused)
    }

    /// Gives the toast with the card's tag new values. It stays where it is, on screen or in the notification center.
    /// Returns `false` if it is gone, or cannot change.
    pub(crate) fn update(&self, card: &Card) -> std::result::Result<bool, ToastError> {
        if !self.has_bars {
            return Ok(false);
        }
        let notifier = notifier().map_err(no_service)?;
        let update = || notifier.UpdateWithTagAndGroup(&self.values(card)?, &self.short(&card.tag), &GROUP.into());
        // any other failure may be that of one update only
        update().map(|updated| updated != NotificationUpdateResult::NotificationNotFound).map_err(refused)
    }

    /// The values that change while a toast is shown.
    fn values(&self, card: &Card) -> Result<NotificationData> {
        let data = NotificationData::new()?;
        let values = data.Values()?;
        for (name, value) in xml::bindings(card) {
            values.Insert(&HSTRING::from(name), &HSTRING::from(value))?;
        }
        data.SetSequenceNumber(self.sequence.fetch_add(1, Ordering::Relaxed) + 1)?;
        Ok(data)
    }

    pub(crate) fn withdraw(&self, tag: &str) -> std::result::Result<(), ToastError> {
        Presses::of(&self.home).forget(tag).map_err(ToastError::Buttons)?;
        let history = ToastNotificationManager::History().map_err(no_service)?;
        // an error means that the toast is already gone
        history.RemoveGroupedTagWithId(&self.short(tag), &GROUP.into(), &APP_ID.into()).or(Ok(()))
    }

    fn short(&self, tag: &str) -> HSTRING {
        let (before, since) = LONGEST_TAG;
        tag.chars().take(if self.has_bars { since } else { before }).collect::<String>().into()
    }

    /// The document of a toast, with a token for each press that does more than open the window.
    pub(super) fn document(&self, card: &Card, now: Timestamp) -> std::result::Result<String, ToastError> {
        let all = card.buttons.iter().map(|button| &button.intent).chain([&card.press]);
        let mut intents: Vec<Intent> = all.filter(|intent| **intent != Intent::Open).cloned().collect();
        intents.dedup();
        self.home.make(&crate::picture::folder(&self.home)).map_err(ToastError::Buttons)?;
        let tokens = Presses::of(&self.home).issue(&card.tag, &intents, now).map_err(ToastError::Buttons)?;
        let link = |intent: &Intent| {
            let at = intents.iter().position(|each| each == intent);
            at.and_then(|at| tokens.get(at)).map_or_else(plain_link, crate::press::PressToken::link)
        };
        let picture = card.picture.lay(&self.home).ok().and_then(|path| Url::from_file_path(path).ok());
        Ok(xml::document(card, picture.as_ref().map(Url::as_str), link))
    }
}

pub(super) fn notifier() -> Result<ToastNotifier> {
    ToastNotificationManager::CreateToastNotifierWithId(&APP_ID.into())
}

/// The reason why Windows would not show an accepted toast; `None` before a program's first one, which nobody can tell.
fn switched_off(notifier: &ToastNotifier) -> Option<OffBy> {
    match notifier.Setting().ok()? {
        NotificationSetting::DisabledForUser => Some(OffBy::Everything),
        NotificationSetting::DisabledForApplication => Some(OffBy::ThisProgram),
        NotificationSetting::DisabledByGroupPolicy => Some(OffBy::Policy),
        _ => None,
    }
}

/// Creates a toast that expires together with its buttons' tokens.
fn toast(document: &str, tag: &HSTRING, now: Timestamp) -> Result<ToastNotification> {
    let xml = XmlDocument::new()?;
    xml.LoadXml(&document.into())?;
    let toast = ToastNotification::CreateToastNotification(&xml)?;
    toast.SetTag(tag)?;
    toast.SetGroup(&GROUP.into())?;
    let end = PropertyValue::CreateDateTime(date_time(now + LIFE))?;
    toast.SetExpirationTime(&end.cast::<IReference<DateTime>>()?)?;
    Ok(toast)
}

/// Converts a time to steps of 100 ns since 1601, as defined in
/// <https://learn.microsoft.com/uwp/api/windows.foundation.datetime>.
pub(super) fn date_time(at: Timestamp) -> DateTime {
    const SECONDS_FROM_1601_TO_1970: i64 = 11_644_473_600;
    DateTime { UniversalTime: (at.as_second() + SECONDS_FROM_1601_TO_1970) * 10_000_000 }
}

pub(super) fn no_service(error: windows::core::Error) -> ToastError {
    ToastError::NoService(error.into())
}

fn refused(error: windows::core::Error) -> ToastError {
    ToastError::Refused(error.into())
}
