//! The doctor answers whatever it finds, without a panic or an endless loop.
use upgo_engine::environment::{RegistryValue, Source};

use super::lab::{BIN, Described, GO_ENV, Patient, USER};

fn ids(patient: &Patient) -> Vec<String> {
    patient.examine().findings.into_iter().map(|finding| finding.id).collect()
}

#[test]
fn accepts_any_registry_value_as_path() {
    let lone = |kind: u32| RegistryValue { kind, bytes: vec![0x00, 0xd8, b';', 0, b'C', 0, b':', 0, 0xff, 0xdf] };
    for value in [
        lone(2),
        lone(1),
        RegistryValue { kind: 1, bytes: vec![1] },
        RegistryValue { kind: 3, bytes: vec![0; 9] },
        RegistryValue { kind: 2, bytes: Vec::new() },
        RegistryValue::text_of_kind(2, &format!("\"{BIN};;;%PATH%;%%;%x")),
        RegistryValue::text_of_kind(2, &"é;\u{1f600};:;\\\\;".repeat(3000)),
    ] {
        let found = ids(&Patient::windows().stores_bytes(Source::User, value.clone()));
        assert!(found.contains(&"path.missing-upgo".to_owned()), "{value:?}: {found:?}");
    }
}

#[test]
fn accepts_any_content_of_files() {
    let nasty = [
        "\u{feff}".to_owned(),
        "\u{feff}=\n".to_owned(),
        "\u{feff}GOROOT".to_owned(),
        "GOFLAGS=\u{0}-\u{fffd}\nGOTOOLCHAIN=\n".to_owned(),
        "GOTOOLCHAIN=".to_owned() + &"+".repeat(100_000),
        "export PATH=".to_owned() + &"İ:/ſ/bin:".repeat(50_000),
        "PATHpath=$PATH$path=\"".repeat(20_000),
        "\"go.goroot\"\"go.goroot\":{\"go\":{\"go\"".to_owned(),
        "\"go.goroot\": \"\\ud800\", \"go.alternateTools\": {\"go\":".to_owned(),
        "<component name=\"GOROOT\" url=\"file://".to_owned(),
        "const Version = 99999999999999999999\n".to_owned(),
        "x\n".repeat(500_000),
        "\r".repeat(1 << 20),
    ];
    for text in nasty {
        let with = |machine: Described| {
            let places = [
                GO_ENV.to_owned(),
                format!("{USER}/.bashrc"),
                format!("{USER}/Documents/WindowsPowerShell/profile.ps1"),
                format!("{USER}/AppData/Roaming/Code/User/settings.json"),
                "C:/src/.idea/workspace.xml".to_owned(),
                "C:/src/go.mod".to_owned(),
                "D:/go/src/internal/goversion/goversion.go".to_owned(),
            ];
            places.iter().fold(machine, |machine, place| machine.text(place, &text)).within("C:/src")
        };
        let patient = Patient::windows().with(with).tree("D:/go", "go1.27.3", &[]);
        patient.examine(); // it ends
    }
}

#[test]
fn a_link_to_itself_is_not_a_go() {
    let patient = Patient::linux().with(|machine| {
        machine
            .link("/home/zoe/loop", "/home/zoe/loop")
            .with("GOROOT", "/home/zoe/loop")
            .with("GOENV", "/home/zoe/loop")
    });
    assert_eq!(ids(&patient), ["goroot.stale"]);
}
