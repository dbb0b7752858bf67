//! Promise: an administrator learns of a mistake in a policy before it is put in force.
use std::fs;

use upgo_testkit::lab::{Lab, Ran};

use crate::lab;
use crate::policy::{decide, managed};

fn check(lab: &Lab, text: &str) -> Ran {
    fs::write(lab.path("next.toml"), text).unwrap();
    lab.upgo(["policy", "check", "next.toml", "--json"]).within(&lab.path("")).ends()
}

#[test]
fn a_policy_file_is_checked_before_it_is_in_force() {
    let lab = lab();
    for good in ["", "\u{feff}# nothing\n", "ring = 'early'\nblocked = ['1.27']\n[check]\ninterval = '3d'\n"] {
        let ran = check(&lab, good);
        assert_eq!((ran.code, &ran.json()["mistakes"]), (Some(0), &serde_json::json!([])), "{ran}");
    }
    // the text, and for each mistake its line with words that it contains
    let rows: [(&str, &[(usize, &str)]); 9] = [
        ("contact = 'IT'\n\nring = early\n", &[(3, "string values must be quoted")]),
        ("\u{feff}ring = 'later'\n", &[(1, "must be one of canary, early, broad")]),
        ("blocked = ['1.27']\nrings = 'early'\n", &[(2, "did you mean ring?")]),
        (
            "[check]\ninterval = 'often'\nintervall = '3d'\n",
            &[(2, "check.interval"), (3, "did you mean check.interval?")],
        ),
        ("\n[chekk]\ninterval = '3d'\n", &[(2, "there is no policy \"chekk\"")]),
        ("[ring]\nearly = 3\n", &[(1, "not a table")]),
        ("blocked = [\n  '1.27',\n  'newest',\n]\n", &[(1, "newest")]),
        ("ring = 'early'\nring = 'broad'\n", &[(2, "duplicate key")]),
        ("# a comment\r\nlocked-until = 'soon'\r\nkeep-archives = 3\r\n", &[(2, "2027-01-31"), (3, "keep-archives")]),
    ];
    for (text, mistakes) in rows {
        let ran = check(&lab, text);
        let answer = ran.json();
        assert_eq!((ran.code, answer["file"].as_str()), (Some(2), Some("next.toml")), "{text}: {ran}");
        let said: Vec<&str> =
            answer["mistakes"].as_array().unwrap().iter().map(|each| each.as_str().unwrap()).collect();
        assert_eq!(said.len(), mistakes.len(), "{text}: {said:?}");
        for (said, (line, words)) in said.iter().zip(mistakes) {
            assert!(said.contains(&format!("next.toml:{line}")) && said.contains(words), "{text}: {said}");
        }
    }
    assert!(!lab.home().exists(), "a check leaves nothing behind");
}

#[test]
fn a_policy_file_that_cannot_be_read_is_a_mistake() {
    let lab = lab();
    fs::write(lab.path("bytes"), [0xff, 0xfe]).unwrap();
    fs::write(lab.path("good"), "ring = 'early'\n").unwrap();
    for file in ["missing", "bytes", "."] {
        let path = lab.path(file);
        let ran = lab.upgo(["policy", "check", path.to_str().unwrap()]).exits(2);
        assert!(ran.output.starts_with("mistake: ") && ran.output.contains(path.to_str().unwrap()), "{ran}");
        assert_eq!(ran.errors, "", "{ran}");
    }
    let good = lab.path("good");
    assert_eq!(lab.upgo(["policy", "check", good.to_str().unwrap()]).succeeds().output, "The policy has no mistakes\n");
    lab.upgo(["policy", "check"]).exits(2);
}

#[test]
fn a_line_that_moves_in_the_file_is_no_new_policy_for_the_audit_log() {
    let policy = "contact = 'IT'\nring = 'canary'\n";
    let Some(lab) = managed(lab().with_release("go1.26.6").with_release("go1.27.3"), policy) else { return };
    lab.upgo(["install", "1.26.6"]).succeeds();
    decide(&lab, &format!("# a comment\n{policy}"));
    lab.upgo(["install", "1.27.3"]).succeeds();
    let log = lab.upgo(["audit-log", "export", "--json"]).succeeds().json();
    let events: Vec<&str> =
        log["entries"].as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["policy-changed", "change-begun", "change-ended", "change-begun", "change-ended"]);
}
