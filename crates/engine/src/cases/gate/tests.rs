use super::*;

fn add(gate: &mut Gate, kind: Kind, file: &str, says: &str, project: &str) {
    let place = DisagreementPlace { file: file.to_owned(), line: 7 };
    gate.files.insert(file.to_owned());
    gate.add(kind, "A & \"B\"".into(), vec![(format!("{file}: {says}"), place)], project.to_owned());
}

#[test]
fn a_baseline_knows_what_it_names_and_nothing_else() {
    let mut before = Gate::default();
    add(&mut before, Kind::CiTooOld, "ci.yml", "go-version 1.25", "one");
    add(&mut before, Kind::CiTooOld, "gone.yml", "go-version 1.25", "two");
    let baseline = before.baseline();
    let mut now = Gate::default();
    add(&mut now, Kind::CiTooOld, "ci.yml", "go-version 1.25", "one");
    add(&mut now, Kind::CiTooOld, "ci.yml", "go-version 1.25", "two"); // one more like it
    add(&mut now, Kind::CiTooOld, "ci.yml", "go-version 1.24", "one");
    add(&mut now, Kind::FilesDisagree, "ci.yml", "go-version 1.25", "one");
    assert_eq!(now.compare(&baseline), 1, "one is not found any more");
    let known: Vec<_> = now.disagreements().map(|(key, one)| (&**key, one.known)).collect();
    let [first, second, third] = [
        ("ci-too-old: ci.yml: go-version 1.24", false),
        ("ci-too-old: ci.yml: go-version 1.25", true),
        ("files-disagree: ci.yml: go-version 1.25", false),
    ];
    assert_eq!(known, [first, second, third]);
    assert_eq!(now.all[second.0].projects, ["one", "two"]);
    let text = serde_json::to_string(&baseline).unwrap();
    assert_eq!(serde_json::from_str::<Baseline>(&text).unwrap(), baseline);
}

#[test]
fn a_document_for_a_build_server_has_a_case_for_each_file() {
    let mut gate = Gate::default();
    gate.files.insert("fine/go.mod".to_owned());
    add(&mut gate, Kind::CiTooOld, "ci/<x>.yml", "a", "one");
    add(&mut gate, Kind::CiTooOld, "ci/<x>.yml", "b", "one");
    add(&mut gate, Kind::Unread, "known", "c", "two");
    add(&mut gate, Kind::Unread, "##vso[task]\n::error::\u{fffe}\u{ffff}\u{0}]]>", "d", "two");
    gate.all.values_mut().filter(|one| one.places[0].file == "known").for_each(|one| one.known = true);
    let text = gate.junit();
    assert!(
        text.contains("tests=\"4\" failures=\"2\" errors=\"0\"") && text.matches("<testcase ").count() == 4,
        "{text}"
    );
    assert!(text.contains("<testcase classname=\"upgo\" name=\"fine/go.mod\"></testcase>"), "{text}");
    assert!(
        text.contains("type=\"ci-too-old\" message=\"A &amp; &quot;B&quot;; A &amp;")
            && text.contains("ci/&lt;x&gt;.yml:7"),
        "{text}"
    );
    assert_eq!((text.matches("<failure ").count(), text.matches("<skipped ").count()), (2, 1), "{text}");
    assert!(
        !text.lines().any(|line| line.trim_start().starts_with(['#', ':'])),
        "no line begins with a foreign text: {text}"
    );
    let is_of_xml = |one: char| matches!(one, '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_of_xml), "{text:?}");
}
