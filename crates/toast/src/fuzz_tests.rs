//! For fuzzing: links of toasts, and the file of their meanings.
use jiff::Timestamp;

use crate::press::{Book, PressToken, mentions_link};

/// A name, which is also that of its corpus, and the function that reads an input.
pub type FuzzTarget = (&'static str, fn(&[u8]));

pub const TARGETS: &[FuzzTarget] = &[("toast-link", link), ("toast-presses", presses)];

fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(token) = PressToken::parse(&text) {
        assert!(mentions_link(&token.link()));
        assert!(!text.contains(':') || mentions_link(&text), "a press that no guard of the command line sees");
        assert_eq!(PressToken::parse(&token.link()), Some(token));
    }
}

fn presses(bytes: &[u8]) {
    let mut book = Book::read(bytes);
    let again = book.write().ok().map(|text| Book::read(&text));
    assert_eq!(again.as_ref(), Some(&book));
    if let Some(token) = PressToken::parse("0123456789abcdef0123456789abcdef") {
        book.redeem(&token, Timestamp::UNIX_EPOCH);
        assert_eq!(book.redeem(&token, Timestamp::UNIX_EPOCH), None, "it works once");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_of_the_corpora_and_its_variations_are_read() {
        upgo_testkit::fuzz::run(TARGETS);
    }
}
