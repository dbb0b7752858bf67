use std::collections::BTreeMap;

use super::*;

const INSTALLED: [&str; 7] = ["go1.20", "go1.26.5", "go1.26.6", "go1.26.10", "go1.27.3", "go1.28rc1", "staging"];

/// What `go` does in `/m/sub` with these files: the toolchain, nothing, or the obstacle.
fn followed(files: &[(&str, &str)]) -> String {
    followed_by("", files)
}

/// The same with this text in the file `follow-projects`.
fn followed_by(marker: &str, files: &[(&str, &str)]) -> String {
    let files: BTreeMap<PathBuf, &str> = files.iter().map(|(path, text)| (PathBuf::from(path), *text)).collect();
    let read = |folder: &Path, name: &str| {
        files.get(&place(folder, name)).map_or(FileText::Missing, |text| FileText::of(text.as_bytes()))
    };
    match follow(Path::new("/m/sub"), Some(Path::new("/m")), read, || {
        INSTALLED.map(|name| Candidate::by(name.to_owned(), marker)).to_vec()
    }) {
        Ok(None) => "-".to_owned(),
        Ok(Some((_, toolchain))) => toolchain,
        Err(NotFollowed { why: Obstacle::NotInstalled { install, .. }, .. }) => format!("install {install}"),
        Err(NotFollowed { why: Obstacle::NotPermitted(name), .. }) => format!("refused {name}"),
        Err(NotFollowed { why: Obstacle::NoVersion, .. }) => "unknown".to_owned(),
        Err(NotFollowed { why: Obstacle::NotToml, .. }) => "no toml".to_owned(),
        Err(other) => format!("{other:?}"),
    }
}

#[test]
fn a_version_means_an_installed_toolchain_or_none() {
    for (text, expected) in [
        ("1.26.6", "go1.26.6"),
        ("go1.26.6\n", "go1.26.6"),
        ("v1.26.6", "go1.26.6"),
        ("1.26", "go1.26.10"),
        ("1.26.x", "go1.26.10"),
        ("1.28", "go1.28rc1"),
        ("1.28rc1", "go1.28rc1"),
        ("1.28.0-rc.1", "go1.28rc1"),
        ("1.20.0", "go1.20"),
        ("latest", "go1.27.3"),
        ("^1.26.5", "go1.27.3"),
        (">=1.26.6", "go1.27.3"),
        (">=1.26", "go1.27.3"),
        (">= 1.26.11", "go1.27.3"),
        ("~1.26.5", "go1.26.10"),
        ("~1.26", "go1.26.10"),
        ("~1.26.11", "install 1.26"),
        (">=1.27.4", "install latest"),
        (">=1.28rc1", "go1.28rc1"),
        ("^1.20", "go1.27.3"),
        (">=1.20 <1.22", "unknown"),
        ("1.20 || 1.26", "unknown"),
        ("1.20 - 1.26", "unknown"),
        (">1.26", "unknown"),
        ("oldstable", "unknown"),
        ("prefix:1.26", "go1.26.10"),
        ("prefix:1.26.5", "go1.26.5"),
        ("1.25", "install 1.25"),
        ("1.26.7", "install 1.26.7"),
        ("1.19.0", "install 1.19.0"),
        ("^1.19", "go1.27.3"),
        ("system", "-"),
        ("", "-"),
        ("# 1.26.6", "-"),
        ("1.26.6 1.27.3", "go1.26.6"),
        ("../../../bin/sh", "unknown"),
        ("/usr/lib/go/bin/go", "unknown"),
        ("staging", "unknown"),
        ("go1.26.6/../../x", "unknown"),
        ("ref:master", "unknown"),
        ("\u{1b}[2J", "unknown"),
    ] {
        assert_eq!(followed(&[("/m/sub/.go-version", text)]), expected, "{text}");
    }
}

#[test]
fn a_file_chooses_only_among_what_the_policy_permits() {
    let marker = "For people.\npermitted: go1.26.5 go1.26.6 go1.20\n";
    for (text, expected) in [
        ("1.26.6", "go1.26.6"),
        ("1.26.10", "refused go1.26.10"),
        ("1.26", "go1.26.6"),
        ("latest", "go1.26.6"),
        (">=1.26.6", "go1.26.6"),
        (">=1.27.3", "refused go1.27.3"),
        ("1.28", "refused go1.28rc1"),
        ("1.26.7", "install 1.26.7"),
        ("system", "-"),
    ] {
        assert_eq!(followed_by(marker, &[("/m/sub/.go-version", text)]), expected, "{text}");
        let mise = format!("tools.go = '{text}'");
        assert_eq!(followed_by(marker, &[("/m/sub/mise.toml", &mise)]), expected, "{text}");
    }
    assert_eq!(followed_by("permitted:", &[("/m/.tool-versions", "golang latest")]), "refused go1.27.3");
    assert_eq!(followed_by("For people.\n", &[("/m/.go-version", "1.26")]), "go1.26.10");
}

#[test]
fn only_a_link_out_of_the_folder_leads_out() {
    let real = |path: &Path| match path.to_str().unwrap().replace('\\', "/").as_str() {
        "/m/.go-version" => "/home/zoe/.netrc".into(),
        "/m/mise.toml" | "/m/.config/mise.toml" => "/real/m/shared/mise.toml".into(),
        "/m" => "/real/m".into(),
        other => PathBuf::from(other),
    };
    let leads = |name| leads_out(Path::new("/m"), &place(Path::new("/m"), name), real);
    assert!(leads(".go-version"));
    assert!(!leads("mise.toml") && !leads(".config/mise.toml"));
    assert!(!leads(".tool-versions"), "what cannot be resolved stays where it is");
}

#[test]
fn the_nearest_file_that_names_a_go_counts() {
    let far = ("/m/.go-version", "1.26.5");
    assert_eq!(followed(&[far]), "go1.26.5");
    assert_eq!(followed(&[far, ("/m/sub/.go-version", "1.26.6")]), "go1.26.6");
    assert_eq!(followed(&[far, ("/m/sub/.tool-versions", "nodejs 22\ngolang 1.27.3\n")]), "go1.27.3");
    assert_eq!(followed(&[far, ("/m/sub/.tool-versions", "nodejs 22\n")]), "go1.26.5");
    assert_eq!(followed(&[far, ("/m/sub/mise.toml", "[tools]\ngo = '1.27'\n")]), "go1.27.3");
    assert_eq!(followed(&[far, ("/m/sub/.go-version", "system")]), "-", "the system's comes before those above");
    assert_eq!(followed(&[("/.go-version", "1.26.5")]), "go1.26.5", "the root is searched, too");
    let all = [
        ("/m/sub/.go-version", "1.26.5"),
        ("/m/sub/.tool-versions", "golang 1.26.6"),
        ("/m/sub/mise.toml", "tools.go = '1.27'"),
    ];
    assert_eq!(followed(&all), "go1.26.5");
    assert_eq!(followed(&all[1..]), "go1.26.6");
}

#[test]
fn every_place_of_mise_is_read_in_its_order() {
    let names = VERSION_FILES.iter().filter(|name| name.ends_with("toml"));
    let places: Vec<String> = names.map(|name| format!("/m/sub/{name}")).collect();
    let (first, others) = (("tools.go = '1.26.6'"), ("tools.go = '1.26.5'"));
    for (at, place) in places.iter().enumerate() {
        let later = places[at + 1..].iter().map(|place| (place.as_str(), others));
        let files: Vec<_> = later.chain([(place.as_str(), first)]).collect();
        assert_eq!(followed(&files), "go1.26.6", "{place}");
    }
    // the user's own folder is /m, where mise has its settings for everything
    assert_eq!(followed(&[("/m/.config/mise/config.toml", first)]), "-");
    assert_eq!(followed(&[("/m/mise.toml", first)]), "go1.26.6");
}

#[test]
fn a_file_that_is_not_understood_hides_the_next_one() {
    let next = ("/m/sub/mise.toml", "tools.go = '1.26.6'");
    for (name, text, expected) in [
        ("/m/sub/.go-version", "ref:master", "unknown"),
        ("/m/sub/.go-version", "27", "unknown"),
        ("/m/sub/.go-version", "golang 1.26.6", "unknown"),
        ("/m/sub/.tool-versions", "golang ref:master 1.26.6", "unknown"),
        ("/m/sub/.mise.toml", "[tools", "no toml"),
        ("/m/sub/.mise.toml", "<<<<<<< HEAD\n[tools]\ngo = '1.27'\n", "no toml"),
        ("/m/sub/.mise.toml", "[tools]\ngo = 1.27\n", "unknown"),
        ("/m/sub/.go-version", "# none\n", "go1.26.6"),
        ("/m/sub/.tool-versions", "golangci-lint 2.1.0\ngolang", "go1.26.6"),
        ("/m/sub/.mise.toml", "[tools]\nnode = '22'\n", "go1.26.6"),
    ] {
        assert_eq!(followed(&[(name, text), next]), expected, "{name}: {text}");
    }
}

#[test]
fn a_mise_toml_is_read_by_its_paths() {
    for (text, expected) in [
        ("[tools]\nnode = '22'\ngo = \"1.26.6\" # why\n", "go1.26.6"),
        ("[tools]\r\n\"go\" = '1.26.6'\r\n", "go1.26.6"),
        ("[tools]\ngo = [ # two\n  '1.26.6',\n  '1.27.3',\n]\n", "go1.26.6"),
        ("tools = { node = [1, 2], go = { version = '1.26.6', os = ['linux'] } }", "go1.26.6"),
        ("[tools.go]\nos = ['linux']\nversion = '1.26.6'\n", "go1.26.6"),
        ("tools . \"core:go\" = '1.26.6'", "go1.26.6"),
        ("[tools]\ngolang = '1.26.5'\ngo = '1.26.6'\n", "go1.26.6"),
        ("[tasks.a]\nrun = \"\"\"\n[tools]\ngo = '1.27.3'\n\"\"\"\n[tools]\ngo = '1.26.6'\n", "go1.26.6"),
        ("[tasks.a]\nrun = '''\n[tools]\ngo = '1.27.3'\n'''\n", "-"),
        ("[tasks.a]\nrun = \"\\\"\\n[tools]\"\nx = '\\'\n[tools]\ngo = '1.26.6'", "go1.26.6"),
        ("[[tools]]\ngo = '1.26.6'\n", "-"),
        ("[env]\ngo = '1.26.6'\n", "-"),
        ("[tools]\ngo = 1.26\n", "unknown"),
        ("[tools]\ngo = []\n", "unknown"),
        ("[tools.go]\nos = ['linux']\n", "unknown"),
        ("[tools]\ngo = '1.26.6'\n\n[tools.node]\nversion = 22\nfrom = 1979-05-27 07:32:00\n", "go1.26.6"),
        ("[tools]\ngo = '1.26.5'\ngo = '1.26.6'\n", "no toml"),
        ("[tools]\nnode = lts\n", "no toml"),
        ("[tools]\ngo = ['1.26.6'\n", "no toml"),
        ("[tools]\ngo = '1.26.6' nonsense\n", "no toml"),
        ("not toml [", "no toml"),
        ("", "-"),
    ] {
        assert_eq!(followed(&[("/m/sub/mise.toml", text)]), expected, "{text}");
    }
    for deep in ["[", "{a=", "[{a="] {
        assert_eq!(followed(&[("/m/sub/mise.toml", &format!("x = {}", deep.repeat(15_000)))]), "no toml");
    }
}

#[test]
fn a_file_that_cannot_be_used_ends_the_search() {
    for why in [Obstacle::TooLarge, Obstacle::Unreadable, Obstacle::LeadsOut] {
        let read = |_: &Path, _: &str| FileText::Unusable(why.clone());
        let refused = follow(Path::new("/m"), None, read, || panic!("nothing is chosen"));
        assert_eq!(refused, Err(NotFollowed { file: PathBuf::from("/m/.go-version"), why }));
    }
}

#[test]
fn a_path_without_an_end_is_searched_for_a_while() {
    let deep: PathBuf = std::iter::repeat_n("d", 10_000).collect();
    let mut asked = 0;
    let read = |_: &Path, _: &str| {
        asked += 1;
        FileText::Missing
    };
    assert_eq!(follow(&deep, None, read, Vec::new), Ok(None));
    assert_eq!(asked, HIGHEST * VERSION_FILES.len());
}

#[test]
fn only_an_exact_gotoolchain_is_fixed() {
    for (value, is_exact) in [
        ("go1.26.6", true),
        ("go1.26.6-custom", true),
        ("go1.26.6+auto", false),
        ("local", false),
        ("auto", false),
        ("path", false),
        ("", false),
        ("gopls", false),
    ] {
        assert_eq!(is_fixed(value), is_exact, "{value}");
    }
}
