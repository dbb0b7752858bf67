//! One target (`UPGO_FUZZ_TARGET`) of the tables of the engine, the toasts and the launcher, guided by coverage with
//! libFuzzer. `node scripts/fuzz.mjs TARGET --minutes N` builds and runs it.
#![no_main]
#![expect(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "what libFuzzer's macro does, and a wrong call of the script"
)]

use std::sync::OnceLock;

// The launcher is a program without a library.
#[cfg_attr(not(test), expect(dead_code, reason = "only what the targets need is used"))]
#[path = "../../launcher/src/choice.rs"]
mod choice;
#[path = "../../launcher/src/command_line.rs"]
mod command_line;
#[path = "../../launcher/src/display.rs"]
mod display;
#[path = "../../launcher/src/encoding.rs"]
mod encoding;
#[cfg_attr(not(test), expect(dead_code, reason = "only what the targets need is used"))]
#[path = "../../launcher/src/failure.rs"]
mod failure;
#[expect(dead_code, reason = "only what the targets need is used")]
#[path = "../../launcher/src/follow/mod.rs"]
mod follow;
#[path = "../../launcher/src/fuzz_tests.rs"]
mod launcher;
#[path = "../../launcher/src/number.rs"]
mod number;
#[path = "../../launcher/src/refused_by.rs"]
mod refused_by;

static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();

/// The target that the environment names.
fn chosen() -> fn(&[u8]) {
    let name = std::env::var("UPGO_FUZZ_TARGET").unwrap_or_default();
    let mut all =
        [upgo_engine::fuzz_tests::TARGETS, upgo_toast::fuzz_tests::TARGETS, launcher::TARGETS].into_iter().flatten();
    let Some((_, target)) = all.find(|(known, _)| *known == name) else {
        panic!("UPGO_FUZZ_TARGET is {name:?}, which is no target");
    };
    *target
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| TARGET.get_or_init(chosen)(bytes));
