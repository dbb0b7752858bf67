//! The part of fuzzing that runs in every test: the inputs of `tests/corpora`, and seeded changes of them, always the
//! same, so that a run fails only for a change of the code. `UPGO_FUZZ_SECONDS` gives each target more time;
//! `scripts/fuzz.mjs` is guided by coverage and finds more in the same time.
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fastrand::Rng;

/// A target: its name, which is also that of its corpus, and the function that reads an input.
pub type Target = (&'static str, fn(&[u8]));

/// How many changed inputs of a target are read.
const COUNT: usize = 50;
/// The most bytes of a changed input.
const LONGEST: usize = 64 << 10;

/// What fails is written to a file in the temporary folder, and named.
pub fn run(targets: &[Target]) {
    let seconds = std::env::var("UPGO_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let time = seconds.map(Duration::from_secs);
    for (name, read) in targets {
        let inputs = inputs(name);
        for input in &inputs {
            check(name, *read, input);
        }
        let mut random = Rng::with_seed(0x7570_676f);
        let (begun, mut count) = (Instant::now(), 0);
        while time.map_or(count < COUNT, |time| begun.elapsed() < time) {
            check(name, *read, &changed(&inputs, &mut random));
            count += 1;
        }
        if seconds.is_some() {
            println!("{name}: {count} changed inputs");
        }
    }
}

/// In the order of their names.
fn inputs(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpora").join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} has no input", folder.display());
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn check(name: &str, read: fn(&[u8]), input: &[u8]) {
    if let Err(reason) = catch_unwind(AssertUnwindSafe(|| read(input))) {
        let file = std::env::temp_dir().join(format!("upgo-fuzz-{name}"));
        std::fs::write(&file, input).unwrap();
        println!("the target {name} fails for {}; it belongs into tests/corpora/{name}", file.display());
        resume_unwind(reason);
    }
}

/// One of the inputs with a few changes, some of them with parts of another one.
fn changed(inputs: &[Vec<u8>], random: &mut Rng) -> Vec<u8> {
    let mut input = inputs[random.usize(..inputs.len())].clone();
    for _ in 0..random.usize(1..5) {
        let at = random.usize(..=input.len());
        let end = input.len().min(at + 1 + random.usize(..16).pow(2));
        match random.u8(..8) {
            0 if at < input.len() => input[at] ^= 1 << random.u8(..8),
            1 if at < input.len() => input[at] = *random.choice(INTERESTING).unwrap_or(&0),
            2 => input.insert(at, *random.choice(INTERESTING).unwrap_or(&0)),
            3 => drop(input.drain(at..end)),
            4 => input.truncate(at),
            5 => {
                let again = input[at..end].repeat(random.usize(1..20));
                drop(input.splice(at..at, again));
            }
            6 => {
                let other = &inputs[random.usize(..inputs.len())];
                let from = random.usize(..=other.len());
                let piece = other[from..other.len().min(from + random.usize(..64))].to_vec();
                drop(input.splice(at..end, piece));
            }
            _ => {
                let number = *random.choice(NUMBERS).unwrap_or(&0);
                let bytes = if random.bool() { number.to_le_bytes() } else { number.to_be_bytes() };
                let width = [2, 4, 8][random.usize(..3)].min(input.len() - at);
                input[at..at + width].copy_from_slice(&bytes[..width]);
            }
        }
    }
    input.truncate(LONGEST);
    input
}

/// Bytes that mean something in most formats.
const INTERESTING: &[u8] = b"\0\x01\x7f\x80\xff \t\r\n\"'`\\/:;,.=%$@#*()[]{}<>|&!~^+-_09azAZ";
/// Numbers at the edges of their types.
const NUMBERS: &[u64] = &[
    0,
    1,
    0x7f,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0xffff_ffff,
    u64::MAX >> 1,
    u64::MAX,
    u64::MAX - 1,
    1 << 31,
    1 << 32,
    1 << 63,
];
