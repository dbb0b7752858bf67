//! Each command that the README and the documents name exists, with the options that they give it.
use std::collections::BTreeSet;
use std::path::Path;

use crate::lab;

#[test]
fn every_command_in_the_documents_is_understood() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let below = ["docs", "docs/teams", "docs/internals"]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap().map(|file| file.unwrap().path()));
    let mut documents: Vec<_> = below.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    documents.extend(["README.md", "README.zh-CN.md", "SECURITY.md"].map(|name| root.join(name)));
    let lab = lab();
    let mut seen = BTreeSet::new();
    let mut refused = Vec::new();
    for document in documents {
        for command in commands(&std::fs::read_to_string(&document).unwrap()) {
            // `--help` comes last, so that everything before it is read first
            let ran = lab.upgo(words(&command).into_iter().skip(1).chain(["--help"])).ends();
            if ran.code != Some(0) {
                refused.push(format!("{}: {command}: {}", document.display(), ran.errors));
            }
            seen.insert(command);
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    for known in ["upgo install latest --use", "upgo install 1.26 --use", "upgo doctor --fix", "upgo list"] {
        assert!(seen.contains(known), "{known} was not found in {seen:?}");
    }
}

/// The commands of a document: those between backticks, and those in blocks without a language or for a shell.
fn commands(text: &str) -> BTreeSet<String> {
    let text = text.replace("\\\n", " ");
    let mut found = BTreeSet::new();
    let mut block = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), block) {
            (Some(language), None) => block = Some(["", "sh", "powershell"].contains(&language)),
            (Some(_), Some(_)) => block = None,
            (None, Some(true)) => {
                let line = line.split('#').next().unwrap_or_default();
                found.extend(line.split("&&"));
            }
            (None, Some(false)) => {}
            (None, None) => found.extend(line.split('`').skip(1).step_by(2)),
        }
    }
    // `help` has no help of its own; the link `upgo:` and the program's name alone are not commands
    let is_command = |text: &&str| {
        let first = text.strip_prefix("upgo ").and_then(|rest| rest.chars().next());
        first.is_some_and(|first| first.is_ascii_lowercase()) && *text != "upgo help"
    };
    found.into_iter().map(own_words).filter(is_command).map(str::to_owned).collect()
}

/// The words of a command; a text in quotes is one of them. A backslash is one, as in PowerShell and `cmd`.
fn words(command: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = command.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '"' | '\'' => rest[1..].split_once(first).unwrap_or((&rest[1..], "")),
            _ => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// The words of the command itself. After `--`, `--help` would be an argument of another program.
fn own_words(text: &str) -> &str {
    let ends = [" -- ", "|", " >"].iter().filter_map(|end| text.find(end)).min();
    text[..ends.unwrap_or(text.len())].trim()
}
