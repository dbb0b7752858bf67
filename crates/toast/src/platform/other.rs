//! Systems where Upgo shows no toasts.
use jiff::Timestamp;
use upgo_engine::machine::home::Home;

use crate::card::Card;
use crate::error::ToastError;
use crate::toaster::OnPress;

#[derive(Debug)]
pub(crate) struct Notifier;

impl Notifier {
    pub(crate) fn new(_home: Home, _on_press: OnPress) -> Self {
        Self
    }

    pub(crate) fn show(&self, _card: &Card, _now: Timestamp) -> Result<(), ToastError> {
        Err(ToastError::Unsupported)
    }

    pub(crate) fn update(&self, _card: &Card) -> Result<bool, ToastError> {
        Err(ToastError::Unsupported)
    }

    pub(crate) fn withdraw(&self, _tag: &str) -> Result<(), ToastError> {
        Ok(())
    }
}
