use super::*;

fn disagreement(project: &str, kind: &'static str, about: &str) -> Disagreement {
    let (places, key) = (vec![("ci/<x>.yml".to_owned(), 7)], vec![about.to_owned()]);
    Disagreement { project: project.into(), kind, text: "A & \"B\"".into(), places, key, is_known: false }
}

fn gate(disagreements: Vec<Disagreement>) -> Gate {
    Gate { projects: vec!["one".into(), "two".into()], disagreements, notes: Vec::new() }
}

#[test]
fn a_baseline_knows_what_it_names_and_nothing_else() {
    let old = || disagreement("one", "ci-too-old", "ci.yml: go-version 1.25");
    let baseline = gate(vec![old(), disagreement("two", "ci-too-old", "gone")]).baseline();
    let mut now = gate(vec![
        old(),
        disagreement("one", "ci-too-old", "ci.yml: go-version 1.24"),
        disagreement("one", "files-disagree", "ci.yml: go-version 1.25"),
        disagreement("two", "ci-too-old", "ci.yml: go-version 1.25"),
    ]);
    assert_eq!(now.compare(&baseline), 1, "one is not found any more");
    assert_eq!(now.disagreements.iter().map(|one| one.is_known).collect::<Vec<_>>(), [true, false, false, false]);
    let text = serde_json::to_string(&baseline).unwrap();
    assert_eq!(serde_json::from_str::<Baseline>(&text).unwrap(), baseline);
}

#[test]
fn a_document_for_a_build_server_has_a_case_for_each_project_and_kind() {
    let mut gate = gate(vec![disagreement("one", "ci-too-old", "a"), disagreement("two", "unread", "b")]);
    gate.disagreements[1].is_known = true;
    let text = gate.junit();
    assert_eq!(text.matches("<testcase ").count(), 2 * KINDS.len());
    gate.disagreements.push(Disagreement { places: vec![("a\nb".into(), 0)], ..gate.disagreements[0].clone() });
    let text = gate.junit();
    assert!(text.contains(">\n") && text.contains("a\\nb</failure>"), "no line begins with a foreign text: {text}");
    assert!(text.contains("failures=\"1\" errors=\"0\"") && text.matches("<failure ").count() == 2, "{text}");
    assert!(text.contains("A &amp; &quot;B&quot;") && text.contains("ci/&lt;x&gt;.yml:7"), "{text}");
    assert_eq!(text.matches("<skipped ").count(), 1, "{text}");
}
