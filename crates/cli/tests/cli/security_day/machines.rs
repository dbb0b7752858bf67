//! The machines of the story, and what happens to them at each hour.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use tempfile::TempDir;
use upgo_engine::cases::{Engine, Setup};
use upgo_testkit::lab::{Lab, Ran, Run};
use upgo_testkit::release::Release;
use upgo_testkit::server::Act;
use upgo_testkit::vulns::Vulns;

use super::clock::{self, Clock};
use super::truth::{
    FIX, FIX_OF_LINE, HOURS, KNOWN, KNOWN_SINCE, LATER, MONTH, NEW, NEWEST, NEWEST_OF_LINE, OF_WINDOWS, OLD,
    OLD_OF_LINE, QUIET, SET_UP,
};
use crate::lab;
use crate::policy::decide;
use crate::terminals::{LOGIN, listed};

pub(super) struct Machine {
    pub(super) name: char,
    pub(super) lab: Lab,
    clock: Clock,
    /// The hour, and how many hours the clock of the machine shows more.
    hour: i64,
    wrong: i64,
}

/// Like Go, it lets the file of `go env -w` choose another toolchain, from the cache of modules.
const GO: &str = r#"#!/bin/sh
root=$(/usr/bin/readlink -f "$0"); root=${root%/bin/go}
read -r own < "$root/VERSION"
pinned=$GOTOOLCHAIN
if [ -z "$pinned" ] && [ -f "$HOME/.config/go/env" ]; then
  while read -r line; do case $line in GOTOOLCHAIN=*) pinned=${line#*=} ;; esac; done < "$HOME/.config/go/env"
fi
case $pinned in
"$own") ;;
go1*) exec "$HOME"/go/pkg/mod/golang.org/toolchain@v0.0.1-"$pinned".*/bin/go "$@" ;;
esac
case $1 in
version) echo "go version $own linux/amd64" ;;
env) shift; for name; do case $name in GOVERSION) echo "$own" ;; GOROOT) echo "$root" ;; *) echo ;; esac; done ;;
build) printf '#!/bin/sh\necho "upgo: it works" >&2\n' > "$3"; /bin/chmod +x "$3" ;;
esac
"#;

/// Takes news only while the web server of the story is up.
const HOOK: &str = "#!/bin/sh\n[ -e \"$HOME/up\" ] || exit 7\n/bin/cat >> \"$HOME/told\"\n";

fn write_program(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn stand_in() -> &'static Path {
    static WRITTEN: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let go = folder.path().join("go");
        write_program(&go, GO);
        (folder, go)
    });
    &WRITTEN.1
}

fn tree(root: &Path, version: &str) {
    write_program(&root.join("bin/go"), GO);
    fs::write(root.join("VERSION"), format!("{version}\n")).unwrap();
}

/// What the database knows at an hour.
fn database(clock: Clock, hour: usize) -> Vulns {
    let at = |hours| clock.at(hours).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut vulns = Vulns::empty();
    let mut put = |id: &str, events: &[(&str, &str)], published: i64, modified: i64, system: Option<&str>| {
        let mut entry = Vulns::sample(id, events);
        entry["published"] = at(published).into();
        if let Some(system) = system {
            entry["affected"][0]["ecosystem_specific"]["imports"][0]["goos"] = serde_json::json!([system]);
        }
        vulns.put(entry, &at(modified));
    };
    let known = [("introduced", "0"), ("fixed", "1.26.98"), ("introduced", "1.27.0-0"), ("fixed", "1.27.97")];
    put(KNOWN, &known, KNOWN_SINCE, KNOWN_SINCE, None);
    if hour >= 1 {
        let fixed = [("introduced", "0"), ("fixed", "1.26.99"), ("introduced", "1.27.0-0"), ("fixed", "1.27.98")];
        let (events, modified) =
            if hour >= 4 { (&fixed[..], HOURS[4]) } else { (&[("introduced", "0")][..], HOURS[1]) };
        put(OF_WINDOWS, &[("introduced", "0")], HOURS[1], HOURS[1], Some("windows"));
        put(NEW, events, HOURS[1], modified, None); // the newest change is the last
    }
    vulns
}

impl Machine {
    /// `None`, with a note, if this system or this build cannot play it.
    pub(super) fn new(name: char, clock: Clock) -> Option<Self> {
        if !upgo_engine::machine::fault::ARMED {
            println!("SKIPPED: build it with --features faults");
            return None;
        }
        let (library, bash) = (clock::library()?, listed("bash")?);
        let lab = lab().asking(bash, LOGIN).with_variable("LC_ALL", "C.UTF-8");
        let url = Vulns::empty().serve(&lab.server);
        let policy = lab.path("policy.toml");
        let mut lab = lab
            .with_variable("UPGO_VULN_URL", &url)
            .with_variable("UPGO_TEST_POLICY", policy)
            .with_variable("LD_PRELOAD", library);
        for version in [OLD_OF_LINE, NEWEST_OF_LINE, OLD, NEWEST] {
            lab.add(Release::sample(version, stand_in()));
        }
        let vouched = format!("vulnerabilities = '{url}'\n");
        decide(&lab, &vouched);
        let mut machine = Self { name, lab, clock, hour: SET_UP, wrong: 0 };
        machine.set_up();
        let ring = match name {
            'a' => "ring = 'canary'\n",
            'b' => "ring = 'broad'\n",
            'f' | 'h' => "ring = 'early'\n",
            _ => "",
        };
        decide(&machine.lab, &(vouched + ring));
        machine.upgo(&["check"]).succeeds();
        Some(machine)
    }

    fn set_up(&mut self) {
        for startup in [".profile", ".bashrc"] {
            fs::write(self.lab.user().join(startup), "").unwrap();
        }
        if self.name == 'g' {
            (self.hour, self.wrong) = (-1, 15);
        }
        let version = match self.name {
            'b' => OLD,
            'c' | 'h' => NEWEST_OF_LINE,
            _ => NEWEST,
        };
        self.upgo(&["install", version, "--use"]).succeeds();
        let hook = self.lab.path("hooks/hook");
        write_program(&hook, HOOK);
        fs::write(self.lab.user().join("up"), "").unwrap();
        let hook = format!("[{:?}]", hook.to_str().unwrap());
        let mut settings = vec![
            ("hooks.on-release", &*hook),
            ("hooks.on-vulnerability", &hook),
            ("check.interval", "1h"),
            ("check.security-interval", "1h"),
        ];
        settings.extend((self.name == 'c').then_some(("suggest", "line")));
        for (key, value) in settings {
            self.upgo(&["settings", "set", key, value]).succeeds();
        }
        if self.name == 'd' {
            let cache = self.lab.user().join("go/pkg/mod/golang.org");
            let folder = Release::sample(OLD, stand_in()).toolchain();
            tree(&cache.join(format!("toolchain@v0.0.1-{folder}")), OLD);
            self.upgo(&["env", "set", "GOTOOLCHAIN", OLD]).succeeds();
        }
        if self.name == 'e' {
            tree(&self.lab.user().join("tarball/go"), OLD_OF_LINE);
            for startup in [".profile", ".bashrc"].map(|name| self.lab.user().join(name)) {
                let own = fs::read_to_string(&startup).unwrap();
                fs::write(startup, own + "export PATH=\"$HOME/tarball/go/bin:$PATH\"\n").unwrap();
            }
        }
        let repository = self.repository();
        fs::create_dir_all(&repository).unwrap();
        fs::write(repository.join("go.mod"), "module example.com/app\n\ngo 1.26\n").unwrap();
        fs::write(repository.join("Dockerfile"), "FROM golang:1.26\n").unwrap();
    }

    pub(super) fn repository(&self) -> PathBuf {
        self.lab.path("repository")
    }

    fn ahead(&self) -> SignedDuration {
        self.clock.ahead(self.hour + self.wrong)
    }

    pub(super) fn upgo(&self, words: &[&str]) -> Run {
        self.lab.upgo(words).with("STORY_AHEAD", self.ahead().as_secs().to_string())
    }

    /// The engine that the window has, on this machine and at this hour.
    pub(super) fn engine(&self) -> Engine {
        let command = self.lab.command("the window");
        let variables = command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
        let (setup, ahead) = (Setup::of_this_process("the story"), self.ahead());
        let shows = move || (jiff::Timestamp::now() + ahead).to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let clock = upgo_engine::cases::Clock::new(shows);
        Engine::open(Setup { variables: variables.collect(), clock, elevation: Arc::clone(&setup.elevation), ..setup })
            .unwrap()
    }

    /// The Go that `go version` names in a new terminal.
    pub(super) fn runs(&self) -> String {
        let ran = self.lab.other("bash", ["-ic", "go version"]).ends();
        ran.output.split(' ').nth(2).unwrap_or_default().to_owned()
    }

    /// What the hook was told so far.
    pub(super) fn told(&self) -> Vec<serde_json::Value> {
        let text = fs::read_to_string(self.lab.user().join("told")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn upgrades(&self) {
        let ran = self.upgo(&["upgrade", "--unattended"]).ends();
        // 12: another Go comes first
        let expected = if matches!(self.name, 'd' | 'e') { 12 } else { 0 };
        assert_eq!(ran.code, Some(expected), "machine {}: {ran}", self.name);
    }

    fn checks(&self) -> Ran {
        self.upgo(&["check", "--notify", "--json"]).succeeds()
    }

    /// What the servers have from an hour on.
    pub(super) fn publish(&mut self, hour: usize) {
        self.hour = HOURS[hour];
        database(self.clock, hour).serve(&self.lab.server);
        if hour == 4 {
            self.wrong = 0;
            for version in [FIX_OF_LINE, FIX] {
                self.lab.add(Release::sample(version, stand_in()));
            }
        }
    }

    /// A command whose request for one file is not answered before the other one was asked for.
    pub(super) fn answered_late(&self, [late, early]: [&str; 2], words: &[&str]) -> Ran {
        let server = &self.lab.server;
        let (before, began) = (server.request_count(), Instant::now());
        server.always(late, Act::Hold);
        let (ran, was_asked) = thread::scope(|scope| {
            let run = scope.spawn(|| self.upgo(words).ends());
            let mut was_asked = false;
            while !was_asked && !run.is_finished() && began.elapsed() < Duration::from_secs(20) {
                thread::sleep(Duration::from_millis(5));
                was_asked = server.requests().iter().skip(before).any(|seen| seen.path == early);
            }
            server.release();
            (run.join().unwrap(), was_asked)
        });
        server.well(late);
        assert!(was_asked, "machine {}: {early:?} was not asked for while {late:?} is late: {ran}", self.name);
        ran
    }

    /// What happens at an hour, before anybody asks.
    pub(super) fn lives(&mut self, hour: usize) {
        let up = self.lab.user().join("up");
        match (hour, self.name) {
            (QUIET, _) => drop(self.checks()),
            (2, _) => {
                fs::remove_file(up).unwrap();
                self.checks();
            }
            (3, _) => {
                fs::write(up, "").unwrap();
                self.checks();
                self.checks();
            }
            (4, name) => {
                self.checks();
                if name == 'f' {
                    self.upgrades();
                }
            }
            (5, 'a' | 'd' | 'e' | 'g' | 'h') | (7, 'a') => {
                self.checks();
                self.upgrades();
            }
            (6, 'a') => drop(self.upgo(&["rollback"]).succeeds()),
            (MONTH, name) => {
                for days in [1, 9, 23] {
                    self.hour = HOURS[0] + 24 * days + 3;
                    self.checks();
                    if days == 1 && name == 'b' {
                        self.upgrades();
                    }
                }
                self.hour = HOURS[hour];
                self.lab.add(Release::sample(LATER, stand_in()));
                self.checks();
            }
            _ => {}
        }
    }
}
