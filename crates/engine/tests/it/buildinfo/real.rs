//! The programs of real Go, compared with the output of `go version -m`.
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::{Map, Value, json};
use upgo_engine::machine::home::Home;
use upgo_engine::which_go::buildinfo::{BuildInfo, Module, read};
use upgo_engine::which_go::inventory::probe;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::program::{Format, Program, make_executable};
use upgo_testkit::real_go;

/// Whether to unpack a file: some programs, and Go's own test data for this.
fn is_wanted(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or_default().trim_end_matches(".exe");
    let is_program = name.starts_with("go/bin/") || name.starts_with("go/pkg/tool/");
    is_program && ["go", "gofmt", "asm", "cover"].contains(&stem) || name.ends_with("go117.base64")
}

/// Unpacks these files and returns their paths.
fn unpacked(archive: &Path, folder: &Path) -> Vec<PathBuf> {
    std::fs::create_dir_all(folder).unwrap();
    let mut paths = Vec::new();
    let mut put = |name: &str, content: &mut dyn Read| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes).unwrap();
        let name = name.rsplit('/').next().unwrap();
        let path = folder.join(name.trim_end_matches(".base64"));
        let bytes = if name.ends_with(".base64") { decoded(&bytes) } else { bytes };
        std::fs::write(&path, bytes).unwrap();
        paths.push(path);
    };
    if archive.extension().is_some_and(|ending| ending == "zip") {
        let mut zip = zip::ZipArchive::new(File::open(archive).unwrap()).unwrap();
        let names: Vec<String> =
            zip.file_names().map(|name| name.unwrap().into_owned()).filter(|name| is_wanted(name)).collect();
        for name in names {
            put(&name, &mut zip.by_name(&name).unwrap());
        }
    } else {
        let mut tar = tar::Archive::new(GzDecoder::new(File::open(archive).unwrap()));
        for mut entry in tar.entries().unwrap().map(Result::unwrap) {
            let name = entry.path().unwrap().to_string_lossy().into_owned();
            if is_wanted(&name) {
                put(&name, &mut entry);
            }
        }
    }
    paths
}

/// Go's test data has a program of Go 1.17 as base64.
fn decoded(base64: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = base64.iter().filter_map(|letter| DIGITS.iter().position(|digit| digit == letter));
    let digits: Vec<u32> = digits.map(|digit| u32::try_from(digit).unwrap()).collect();
    let bytes = digits.chunks(4).flat_map(|four| {
        let number = (0..4).fold(0, |number, index| number << 6 | four.get(index).copied().unwrap_or(0));
        number.to_be_bytes()[1..four.len()].to_vec()
    });
    bytes.collect()
}

/// The programs that the other tests make, so that Go itself confirms that they are programs.
fn made_by_hand(folder: &Path) -> Vec<PathBuf> {
    std::fs::create_dir(folder).unwrap();
    let text = "path\tx/cmd\nmod\tx\t(devel)\t\ndep\ta\tv1.0.0\n=>\tb\tv1.2.0\th1:b=\ndep\tc\tv0.1.0\th1:c=\n\
                build\t-ldflags=\"-s -X 'x.y=\\u00fc\\n'\"\nbuild\t\"a key\"=`a\\b`\nbuild\tempty=\n";
    let programs = Format::ALL.into_iter().flat_map(|format| {
        [Program::new(format, "go1.27.3 X:rangefunc", text), Program::old(format, "go1.17.13", text)]
    });
    let put = |(index, program): (usize, Program)| {
        let path = folder.join(format!("{index}.exe"));
        std::fs::write(&path, program.bytes()).unwrap();
        make_executable(&path);
        path
    };
    programs.enumerate().map(put).collect()
}

/// The output of `go version -m` for the programs.
fn said_by_go(go: &Path, programs: &[PathBuf], own: &Path) -> Vec<Value> {
    let variable = |name: &str| std::env::var_os(name);
    let home = Home::new(own.join("home"));
    let mut command = probe::command(home.startable(go, &variable).unwrap(), own, &variable).unwrap();
    // Its tree is missing, but any folder works for this command.
    command.env("GOROOT", own);
    let output = command.args(["version", "-m", "-json"]).args(programs).output_in_time().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::Deserializer::from_slice(&output.stdout).into_iter().map(Result::unwrap).collect()
}

/// The same information in Go's own JSON.
fn as_go_json(info: &BuildInfo) -> Value {
    let settings = info.settings.iter().map(|setting| said(&[("Key", &setting.key), ("Value", &setting.value)]));
    let mut value = said(&[("GoVersion", &info.go), ("Path", &info.package)]);
    value["Main"] = info.main.as_ref().map_or(json!({}), module);
    for (name, list) in
        [("Deps", info.dependencies.iter().map(module).collect::<Vec<_>>()), ("Settings", settings.collect::<Vec<_>>())]
    {
        if !list.is_empty() {
            value[name] = list.into();
        }
    }
    value
}

fn module(module: &Module) -> Value {
    let mut value = said(&[("Path", &module.path), ("Version", &module.version), ("Sum", &module.sum)]);
    if let Some(replacement) = &module.replacement {
        value["Replace"] = self::module(replacement);
    }
    value
}

fn said(words: &[(&str, &str)]) -> Value {
    let words = words.iter().filter(|(_, word)| !word.is_empty());
    Value::Object(words.map(|(name, word)| ((*name).to_owned(), Value::from(*word))).collect::<Map<_, _>>())
}

#[test]
#[ignore = "long"]
fn reads_the_same_as_go_version_m() {
    let Some(host) =
        real_go::archive(if cfg!(windows) { "go1.27.3.windows-amd64.zip" } else { "go1.27.3.linux-amd64.tar.gz" })
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let own = unpacked(&host, &folder.path().join("host"));
    let go = own.iter().find(|path| path.file_stem().is_some_and(|stem| stem == "go")).unwrap();
    make_executable(go);
    let mut programs = own.clone();
    for name in ["go1.27.3.windows-amd64.zip", "go1.26.6.windows-amd64.zip", "go1.26.6.linux-amd64.tar.gz"] {
        programs.extend(real_go::archive(name).into_iter().flat_map(|path| unpacked(&path, &folder.path().join(name))));
    }
    programs.extend(made_by_hand(&folder.path().join("hand")));
    let said = said_by_go(go, &programs, &folder.path().join("probe"));
    assert_eq!(said.len(), programs.len());
    for (program, said) in programs.iter().zip(said) {
        let info = read(program).unwrap();
        assert_eq!(as_go_json(&info), said, "{}", program.display());
        println!("{} {} {}", program.display(), info.go, info.settings.len());
    }
}
