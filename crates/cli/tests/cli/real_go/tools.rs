//! Programs of `go install`: how they are rebuilt, updated and restored, and what is found in them.
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;
use upgo_testkit::lab::{Lab, Run};
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::real_go;
use upgo_testkit::server::Server;
use upgo_testkit::vulns::Vulns;

use super::{go, module, quick_lab, tree};

/// Makes a GOPROXY folder for `go install`, with `example.com/NAME` at v1.2.3 and its program `cmd/NAME`.
fn module_proxy(lab: &Lab, modules: &[(&str, &str)]) -> String {
    let folder = lab.path("proxy");
    for (name, program) in modules {
        publish(&folder, name, &["v1.2.3"], "", program);
    }
    format!("file://{}", folder.display())
}

/// Publishes the versions of `example.com/NAME`, all with the same program.
fn publish(proxy: &Path, name: &str, versions: &[&str], retract: &str, program: &str) {
    let folder = proxy.join(format!("example.com/{name}/@v"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("list"), versions.join("\n") + "\n").unwrap();
    let go_mod = format!("module example.com/{name}\n\ngo 1.26.0\n{retract}");
    for version in versions {
        let info = format!(r#"{{"Version":"{version}","Time":"2026-11-01T00:00:00Z"}}"#);
        std::fs::write(folder.join(format!("{version}.info")), info).unwrap();
        std::fs::write(folder.join(format!("{version}.mod")), &go_mod).unwrap();
        let mut archive = zip::ZipWriter::new(std::fs::File::create(folder.join(format!("{version}.zip"))).unwrap());
        for (file, text) in [("go.mod".to_owned(), go_mod.as_str()), (format!("cmd/{name}/main.go"), program)] {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(format!("example.com/{name}@{version}/{file}"), options).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
    }
}

const EMPTY: &str = "package main\n\nfunc main() {}\n";

/// A user of real Go with programs installed from a proxy on disk.
struct RealTools {
    lab: Lab,
    proxy: String,
    gobin: PathBuf,
}

impl RealTools {
    /// With go1.26.6 as the current one.
    fn new(modules: &[(&str, &str)]) -> Option<Self> {
        let lab = quick_lab()?;
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let (proxy, gobin) = (module_proxy(&lab, modules), lab.path("programs"));
        Some(Self { lab, proxy, gobin })
    }

    fn variables(&self) -> [(&'static str, OsString); 5] {
        [
            ("GOPROXY", self.proxy.clone().into()),
            ("GOSUMDB", "off".into()),
            ("GOFLAGS", "-modcacherw".into()),
            ("GOBIN", self.gobin.clone().into()),
            ("GOCACHE", real_go::build_cache().into()),
        ]
    }

    fn go(&self, folder: &Path, words: &[&str]) -> String {
        let output = go(&self.lab, folder, words).envs(self.variables()).output_in_time().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn upgo(&self, words: &[&str]) -> Run {
        self.variables().into_iter().fold(self.lab.upgo(words), |run, (name, value)| run.with(name, value))
    }

    /// The build information of each program, after checking that `go version -m` agrees.
    fn tools(&self) -> Vec<serde_json::Value> {
        let tools = self.upgo(&["tools", "--json"]).succeeds().json()["tools"].clone();
        for tool in tools.as_array().unwrap() {
            let program = tool["program"].as_str().unwrap();
            let said = self.go(&self.lab.path("tmp"), &["version", "-m", "-json", program]);
            let said: serde_json::Value = serde_json::from_str(&said).unwrap();
            assert_eq!((&tool["builtWith"], &tool["package"]), (&said["GoVersion"], &said["Path"]));
            assert_eq!((&tool["module"], &tool["version"]), (&said["Main"]["Path"], &said["Main"]["Version"]));
            assert_eq!(tool["source"] == "module", said["Main"]["Sum"].is_string(), "{said:#}");
        }
        tools.as_array().unwrap().clone()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.gobin.join(name)).unwrap()
    }
}

#[test]
#[ignore = "long"]
fn real_tools_are_rebuilt_with_their_settings_and_restored_by_undo() {
    let tagged = "//go:build special\n\npackage main\n\nvar name string\n\nfunc main() { println(name) }\n";
    let Some(real) = RealTools::new(&[("tool", EMPTY), ("tagged", tagged), ("gone", EMPTY)]) else {
        return;
    };
    let here = real.lab.path("tmp");
    for name in ["tool", "gone"] {
        real.go(&here, &["install", &format!("example.com/{name}/cmd/{name}@v1.2.3")]);
    }
    let flags = ["-tags=special", "-ldflags=-s -w -X 'main.name=a b'"];
    real.go(&here, &["install", flags[0], flags[1], "example.com/tagged/cmd/tagged@v1.2.3"]);
    let own = module(&real.lab, "own", "1.26.0", EMPTY);
    real.go(&own, &["build", "-o", &real.gobin.join("own").display().to_string(), "."]);
    real.lab.upgo(["upgrade"]).with("GOBIN", &real.gobin).succeeds();
    let before = real.tools();
    let told: Vec<_> = before.iter().map(|tool| (tool["name"].clone(), tool["rebuilds"].clone())).collect();
    let expected = json!([["gone", true], ["own", false], ["tagged", true], ["tool", true]]);
    assert_eq!(json!(told), expected, "{before:#?}");
    let all = || ["gone", "own", "tagged", "tool"].map(|name| real.bytes(name));
    let old = all();
    std::fs::remove_dir_all(real.lab.path("proxy").join("example.com").join("gone")).unwrap();
    real.go(&here, &["clean", "-modcache"]);

    // Stray settings, a project and another Go's folder have no influence.
    std::fs::write(here.join("go.mod"), "module stray\n\ngo 1.99\n").unwrap();
    let rebuild = real.upgo(&["tools", "rebuild", "--json"]).within(&here).with("GOTOOLCHAIN", "go1.26.6");
    let changed = rebuild.with("GOROOT", "/nowhere").with("GO111MODULE", "off").exits(1).json();
    assert_eq!(changed["programs"], json!(["tagged", "tool"]), "{changed:#}");
    let after = real.tools();
    let built: Vec<_> = after.iter().map(|tool| (tool["builtWith"].clone(), tool["version"].clone())).collect();
    let (old_go, new_go) = (["go1.26.6", "v1.2.3"], ["go1.27.3", "v1.2.3"]);
    assert_eq!(json!(built), json!([old_go, ["go1.26.6", "(devel)"], new_go, new_go]));
    let warnings = changed["warnings"].as_array().unwrap();
    let failed = warnings.iter().find(|warning| warning["code"] == "UPGO-TOOL-BUILD").unwrap();
    assert!(failed["causes"][0].as_str().unwrap().starts_with("go: example.com/gone/cmd/gone@v1.2.3: "), "{failed:#}");
    let said = real.go(&here, &["version", "-m", &real.gobin.join("tagged").display().to_string()]);
    assert!(said.contains("-tags=special") && said.contains(r#"-ldflags="-s -w -X 'main.name=a b'""#), "{said}");
    let ran = real.lab.command(real.gobin.join("tagged")).output_in_time().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "a b\n");

    real.upgo(&["rollback"]).succeeds();
    assert_eq!(all(), old);
    assert_eq!(real.tools(), before);
}

#[test]
fn a_real_tool_is_updated_to_the_version_that_go_calls_latest() {
    let Some(real) = RealTools::new(&[("tool", EMPTY)]) else { return };
    let here = real.lab.path("tmp");
    real.go(&here, &["install", "example.com/tool/cmd/tool@v1.2.3"]);
    let old = real.bytes("tool");
    let versions = ["v1.2.3", "v1.3.0", "v1.4.0", "v1.5.0-rc.1"];
    publish(&real.lab.path("proxy"), "tool", &versions, "\nretract v1.4.0\n", EMPTY);
    let latest = real.go(&here, &["list", "-m", "-f", "{{.Version}}", "example.com/tool@latest"]);
    assert_eq!(latest.trim(), "v1.3.0");
    real.upgo(&["tools", "check"]).succeeds();
    assert_eq!(real.tools()[0]["latest"], latest.trim());
    let changed = real.upgo(&["tools", "update", "--json"]).succeeds().json();
    assert_eq!(changed["programs"], json!(["tool"]), "{changed:#}");
    assert_eq!((&real.tools()[0]["version"], &real.tools()[0]["update"]), (&json!("v1.3.0"), &json!("current")));
    real.upgo(&["rollback"]).succeeds();
    assert_eq!(real.bytes("tool"), old);
}

#[test]
#[ignore = "long"]
fn a_killed_or_cancelled_rebuild_keeps_the_old_program_and_can_be_repeated() {
    let Some(real) = RealTools::new(&[("tool", EMPTY)]) else { return };
    real.go(&real.lab.path("tmp"), &["install", "example.com/tool/cmd/tool@v1.2.3"]);
    let old = real.bytes("tool");
    real.lab.upgo(["upgrade"]).succeeds();
    for signal in ["-KILL", "-INT"] {
        // The build cache is empty, so the build takes a while.
        let run = real.upgo(&["tools", "rebuild", "--progress", "json"]).with("GOCACHE", real.lab.path(signal));
        let mut rebuild = run.starts();
        let mut events = lines_in_time(rebuild.stderr.take().unwrap()).map_while(Result::ok);
        assert!(events.any(|event| event.contains("stepStarted")));
        let sent = std::process::Command::new("kill").args([signal, &rebuild.id().to_string()]).status_in_time();
        assert!(sent.unwrap().success());
        assert!(!rebuild.status_in_time().unwrap().success());
        assert_eq!(real.bytes("tool"), old, "{signal}");
        let history = real.upgo(&["history", "--json"]).succeeds().json();
        assert_eq!(history["entries"][0]["inEffect"], false, "{signal}: {history:#}");
        assert_eq!(real.tools()[0]["rebuilds"], true);
    }
    real.upgo(&["tools", "rebuild"]).succeeds();
    assert_eq!(real.tools()[0]["builtWith"], "go1.27.3");
    assert_eq!(real.lab.names_in("staging"), [""; 0]);
}

#[test]
#[ignore = "long"]
fn vulnerabilities_are_matched_to_the_imports_of_real_projects_without_writing() {
    let Some(real) = RealTools::new(&[(
        "lib",
        "package main\n\nimport \"encoding/xml\"\n\nfunc main() { xml.EscapeText(nil, nil) }\n",
    )]) else {
        return;
    };
    let lab = &real.lab;
    let url = Vulns::real().serve(&lab.server);
    let program = |package: &str, what: &str| {
        format!("package main\n\nimport \"{package}\"\n\nfunc main() {{ println({what}) }}\n")
    };
    let server = module(lab, "server", "1.26.0", &program("net/http", "http.StatusOK"));
    let small = module(lab, "small", "1.26.0", &program("os", "os.Args[0]"));
    let newer = module(lab, "newer", "1.30.0", EMPTY);
    let partly =
        module(lab, "partly", "1.26.0", "package partly\n\nimport _ \"example.org/missing\"\nimport _ \"net/url\"\n");
    // One module is found only through a workspace, another one only in the module cache.
    let part = module(lab, "part", "1.26.0", "package part\n\nimport _ \"crypto/tls\"\n");
    let whole = module(lab, "whole", "1.26.0", "package main\n\nimport _ \"example.com/part\"\n\nfunc main() {}\n");
    std::fs::write(lab.path("go.work"), "go 1.26.0\n\nuse ./part\nuse ./whole\n").unwrap();
    for alone in [&server, &small, &newer, &partly] {
        // outside the workspace
        std::fs::write(alone.join("go.work"), "go 1.26.0\n\nuse .\n").unwrap();
    }
    let folders = [&server, &small, &newer, &partly, &part, &whole];
    let projects = || folders.map(|folder| tree(folder)).concat();
    let of_user =
        || tree(&lab.user()).into_iter().filter(|(path, _)| !path.starts_with(lab.home())).collect::<Vec<_>>();
    let before = (projects(), of_user());
    let mut words = vec!["audit".to_owned(), "1.26.5".into(), "--target".into(), "linux-amd64".into(), "--json".into()];
    words.extend(folders.iter().flat_map(|folder| ["--module".to_owned(), folder.display().to_string()]));
    let run = || lab.upgo(&words).with("UPGO_VULN_URL", &url).with("GOFLAGS", "-mod=mod").with("GOTOOLCHAIN", "auto");
    let report = run().succeeds().json();
    crate::schemas::fits("audit", &report);
    let warned: Vec<_> = report["warnings"].as_array().unwrap().iter().map(|warning| &warning["message"]).collect();
    let expected = [("newer", "1.30"), ("only some imports", "provides package example.org/missing")];
    assert_eq!(warned.len(), expected.len(), "{warned:#?}");
    for (said, (what, why)) in warned.into_iter().zip(expected) {
        assert!(said.as_str().unwrap().contains(what) && said.as_str().unwrap().contains(why), "{said}");
    }
    let uses = |folder: &Path| -> Vec<&str> {
        let all = report["vulnerabilities"].as_array().unwrap().iter();
        let used = all.filter(|one| one["usedBy"].as_array().unwrap().contains(&json!(folder)));
        used.map(|one| one["id"].as_str().unwrap()).collect()
    };
    assert_eq!(report["vulnerabilities"].as_array().unwrap().len(), 10);
    assert_eq!(uses(&server).len(), 6, "{report:#}");
    assert_eq!(uses(&small), [""; 0]);
    assert_eq!(uses(&partly), ["GO-2026-6218"], "net/url is imported, too");
    assert!(uses(&part).contains(&"GO-2026-6090") && uses(&whole).contains(&"GO-2026-6090"), "crypto/tls");
    assert_eq!(report["inYourProjects"], 6);
    assert_eq!((projects(), of_user()), before, "files outside Upgo's folder were written");

    lab.upgo(["settings", "set", "projects", &small.display().to_string()]).succeeds();
    let said = lab.upgo(["audit", "1.26.5"]).with("UPGO_VULN_URL", &url).succeeds().output;
    assert!(said.contains("10 known, 0 of them in packages that your project uses."), "{said}");

    // Commands that start no program show the cached result.
    let folders = [&server, &small].map(|folder| folder.display().to_string()).join(",");
    lab.upgo(["settings", "set", "projects", &folders]).succeeds();
    let fault = Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.27.3")]);
    let other = Server::start();
    let url = Vulns::empty().put(fault, "2026-09-01T00:00:00Z").serve(&other);
    lab.upgo(["check"]).with("UPGO_VULN_URL", &url).succeeds();
    let status = lab.upgo(["status"]).with("UPGO_VULN_URL", &url).succeeds().output;
    let sentence = "Fixes 1 known vulnerability in go1.26.6, 1 in packages that your projects use.";
    assert!(status.contains(sentence), "{status}");
    let report = lab.upgo(["projects", "--json"]).with("UPGO_VULN_URL", &url).succeeds().json();
    crate::schemas::fits("projects", &report);
    let of = |folder: &Path| {
        let all = report["projects"].as_array().unwrap().iter();
        all.clone().find(|project| project["folder"] == json!(folder)).unwrap()
    };
    // A folder of the setting stands for all modules in it.
    let nested = ["nested/a", "nested/deep/b"].map(|name| {
        let folder = module(lab, name, "1.26.0", &program("os", "os.Args[0]"));
        std::fs::write(folder.join("go.work"), "go 1.26.0\n\nuse .\n").unwrap();
        folder
    });
    lab.upgo(["settings", "set", "projects", &lab.path("nested").display().to_string()]).succeeds();
    let audited = lab.upgo(["audit", "1.26.5", "--json"]).with("UPGO_VULN_URL", &url).succeeds().json();
    assert_eq!(audited["projects"], json!(nested), "{audited:#}");
    let id = json!(["GO-2026-9999"]);
    assert_eq!((&of(&server)["fixed"], &of(&server)["concern"]), (&id, &json!("secures")), "{report:#}");
    assert_eq!((&of(&small)["vulnerabilities"], &of(&small)["concern"]), (&json!([]), &json!("changes")), "{report:#}");
}

#[test]
#[ignore = "long"]
fn a_real_project_that_uses_cgo_needs_a_compiler() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let program = "package main\n\nimport \"C\"\n\nfunc main() { println(C.int(1)) }\n";
    let native = module(&lab, "native", "1.26.0", program);
    // The standard library uses cgo for these, but does not need it.
    let pure = module(&lab, "pure", "1.26.0", "package main\n\nimport _ \"net/http\"\n\nfunc main() {}\n");
    let url = Vulns::empty().serve(&lab.server);
    let evidence = |folders: &[&Path]| {
        let folders: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        lab.upgo(["settings", "set", "projects", &folders.join(",")]).succeeds();
        lab.upgo(["audit"]).with("UPGO_VULN_URL", &url).succeeds();
        let report = lab.upgo(["doctor", "--json"]).with("PATH", lab.path("tmp")).succeeds().json();
        let mut findings = report["findings"].as_array().unwrap().iter();
        findings.find(|finding| finding["id"] == "cgo.no-compiler").map(|finding| finding["evidence"].clone())
    };
    let uses = format!("{} uses cgo", native.display());
    assert_eq!(evidence(&[&native, &pure]), Some(json!([uses, "No folder on PATH contains gcc"])));
    assert_eq!(evidence(&[&pure]), None);
}

#[test]
#[ignore = "long"]
fn programs_of_real_go_are_audited_by_the_go_that_built_them() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let mut vulns = Vulns::empty();
    vulns.put(Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.27.3")]), "2026-09-01T00:00:00Z");
    let url = vulns.serve(&lab.server);
    let old = module(&lab, "old", "1.26.0", EMPTY);
    let built = go(&lab, &old, &["build", "-trimpath", "-ldflags=-s -w", "-o", "old", "."]).output_in_time().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let report =
        lab.upgo(["audit".as_ref(), old.as_os_str(), "--json".as_ref()]).with("UPGO_VULN_URL", &url).succeeds().json();
    assert_eq!(
        (&report["rebuild"], &report["programs"][0]["target"]),
        (&json!(1), &json!("linux-amd64")),
        "{report:#}"
    );
    lab.upgo(["upgrade"]).succeeds();
    let built = go(&lab, &old, &["build", "-o", "old", "."]).output_in_time().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let report =
        lab.upgo(["audit".as_ref(), old.as_os_str(), "--json".as_ref()]).with("UPGO_VULN_URL", &url).succeeds().json();
    assert_eq!(report["rebuild"], 0);
}
