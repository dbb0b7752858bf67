//! Every format of programs, and both forms of the build information.
use std::io::Cursor;

use upgo_engine::which_go::buildinfo::{BuildInfo, read_from};
use upgo_testkit::program::{Format, Program};

const TEXT: &str = "path\texample.com/tool\nmod\texample.com/tool\tv1.2.3\th1:abc=\nbuild\tGOOS=plan10\n";

fn assert_is_read(program: &Program) {
    let BuildInfo { go, package, main, settings, .. } = read_from(Cursor::new(program.bytes())).unwrap();
    let main = main.unwrap();
    assert_eq!((&*go, &*package), ("go1.27.3", "example.com/tool"));
    assert_eq!((&*main.path, &*main.version, &*main.sum), ("example.com/tool", "v1.2.3", "h1:abc="));
    assert_eq!(settings.len(), 1);
}

#[test]
fn reads_programs_of_every_format() {
    for format in Format::ALL {
        println!("{format:?}");
        assert_is_read(&Program::new(format, "go1.27.3", TEXT));
        assert_is_read(&Program::old(format, "go1.27.3", TEXT));
    }
}

#[test]
fn searches_the_writable_data_if_the_section_has_no_name() {
    for format in Format::ALL {
        assert_is_read(&Program { is_named: false, ..Program::new(format, "go1.27.3", TEXT) });
    }
}

#[test]
fn finds_the_header_at_any_multiple_of_16_bytes() {
    for before in [16, 48, (64 << 10) - 16, 64 << 10, (64 << 10) + 16, 1 << 20] {
        let moved = |filling: &[u8]| {
            let program = Program::new(Format::here(), "go1.27.3", TEXT);
            let mut data: Vec<u8> = filling.iter().copied().cycle().take(before).collect();
            data.extend(&program.data);
            Program::with_data(program.format, data)
        };
        assert_is_read(&moved(b"\0"));
        assert_is_read(&moved(b" \xff Go buildinf: "));
    }
}

#[test]
fn reads_the_release_from_the_version_string_of_go() {
    for (go, version) in [
        ("go1.27.3", Some("go1.27.3")),
        ("go1.27rc2", Some("go1.27rc2")),
        ("go1.27.3 X:boringcrypto", Some("go1.27.3")),
        ("go1.27.3-vendor1", Some("go1.27.3")),
        ("devel go1.28-0123abcd Mon Nov 2 10:00:00 2026 +0000", Some("go1.28")),
        ("go1.28-devel_0123abcd Mon Nov 2 10:00:00 2026 +0000", Some("go1.28")),
        ("devel +0123abcd", None),
        ("unknown", None),
    ] {
        let info = read_from(Cursor::new(Program::new(Format::here(), go, "").bytes())).unwrap();
        assert_eq!((&*info.go, info.main.is_none(), &*info.package), (go, true, ""));
        assert_eq!(info.version().map(|version| version.to_string()).as_deref(), version, "{go}");
    }
}
