//! The newest version of a module according to the servers of GOPROXY, and the copy of their answers.
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Deserialize;

use super::route::{Hop, Server};
use super::versions::{Retracted, SemVer, candidates, escaped, go_line, highest, newest, retractions};
use super::{GoProxy, is_matched, is_missing};
use crate::base::bounded;
use crate::base::own_json;
use crate::base::report::{Cancel, Code, Problem};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::net::http::{Get, Http, HttpError, Purpose, file_in};

const FORMAT: u32 = 2;
/// In bytes.
const LARGEST: u64 = 1 << 20;
/// In bytes. A list of 10,000 versions has about 100 kB.
const ANSWER: usize = 1 << 20;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProxySettings {
    pub(crate) goproxy: String,
    /// GONOPROXY, otherwise GOPRIVATE.
    pub(crate) private: String,
}

worded! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum NotAsked {
        /// Its name must not be disclosed.
        Private = ToolPrivate;
        /// Only its repository would be asked, which only Go can read.
        Direct = ToolDirect;
        Off = ToolProxyOff;
        Refused = ToolProxyRefused;
    }
    pub(crate) fn says(self) -> Sentence;
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum NewestError {
    /// No server has the module; what Go would ask next cannot be asked here.
    #[error("no module proxy provides {0}")]
    Nowhere(String),
    #[error(transparent)]
    Http(#[from] HttpError),
}

impl NewestError {
    pub(crate) fn for_module(self, module: &str) -> Problem {
        match self {
            Self::Nowhere(_) => {
                Problem::new(Code::NetStatus, say!(NewestUnknownNowhere { module })).with_next(Sentence::CheckGoproxy)
            }
            Self::Http(error) => {
                let problem = Problem::from(error);
                let message = say!(NewestUnknown { module, why: problem.message });
                Problem { message: message.shown(), ..problem }
            }
        }
    }
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownModule {
    pub(crate) at: Timestamp,
    /// The newest version that continues the installed one; `None` if all are retracted.
    newest: Option<String>,
    /// The Go that it needs, if it says so.
    needs: Option<Version>,
    retracted: Vec<Retracted>,
}

impl KnownModule {
    /// `None` unless it is newer than `installed`.
    pub(crate) fn update_of(&self, installed: &SemVer) -> Option<String> {
        let newest = SemVer::parse(self.newest.as_deref()?)?;
        (newest > *installed).then(|| newest.to_string())
    }

    /// The Go that the newest version needs, if this one is older.
    pub(crate) fn needs_newer_than(&self, go: &Version) -> Option<&Version> {
        self.needs.as_ref().filter(|needed| go < *needed)
    }

    pub(crate) fn retracts(&self, version: &SemVer) -> bool {
        version.is_in(&self.retracted)
    }
}

impl ProxySettings {
    /// `None` if a server is queried.
    pub(crate) fn not_asked(&self, module: &str) -> Option<NotAsked> {
        if is_matched(&self.private, module) {
            return Some(NotAsked::Private);
        }
        let hops = GoProxy::read(&self.goproxy).hops;
        match hops.first().map(|hop| &hop.server) {
            Some(Server::At(_)) => None,
            Some(Server::Direct) => Some(NotAsked::Direct),
            Some(Server::Off) | None => Some(NotAsked::Off),
            Some(Server::Refused) => Some(NotAsked::Refused),
        }
    }

    /// Follows the order and rules of Go: the next server is asked if one has no such module, or fails before a bar.
    pub(crate) fn ask(
        &self,
        (module, installed): (&str, &SemVer),
        (http, now): (&Http, Timestamp),
        cancel: &Cancel,
    ) -> Result<KnownModule, NewestError> {
        let mut last = NewestError::Nowhere(module.to_owned());
        for Hop { server, any_failure } in GoProxy::read(&self.goproxy).hops {
            let Server::At(address) = server else { break };
            match ask_at(&ModuleQuestion { module, installed, http, cancel }, &address, now) {
                Ok(known) => return Ok(known),
                Err(error @ HttpError::Cancelled(_)) => return Err(error.into()),
                Err(error) if any_failure || is_missing(&error) => last = error.into(),
                Err(error) => return Err(error.into()),
            }
        }
        Err(last)
    }
}

#[derive(Clone, Copy)]
struct ModuleQuestion<'a> {
    module: &'a str,
    installed: &'a SemVer,
    http: &'a Http,
    cancel: &'a Cancel,
}

impl ModuleQuestion<'_> {
    fn read(&self, address: &url::Url, file: &str) -> Result<String, HttpError> {
        // Go verifies whatever it downloads of this version, so the answer may come from where archives come from.
        let get = Get::new(Purpose::Archive, file_in(address, &format!("{}/{file}", escaped(self.module))));
        let (_, body) = self.http.read(&get, ANSWER, self.cancel)?;
        Ok(String::from_utf8_lossy(&body).into_owned())
    }
}

/// A module without tagged versions has a pseudo-version, which only `@latest` names.
fn ask_at(question: &ModuleQuestion<'_>, address: &url::Url, now: Timestamp) -> Result<KnownModule, HttpError> {
    let mut found = candidates(&question.read(address, "@v/list")?, question.installed);
    if found.is_empty() {
        let told: Latest = serde_json::from_str(&question.read(address, "@latest")?).unwrap_or_default();
        found = candidates(&told.version, question.installed);
    }
    let go_mod = |of: &SemVer| question.read(address, &format!("@v/{}.mod", escaped(&of.to_string())));
    let highest = highest(&found);
    let last = highest.map(go_mod).transpose()?.unwrap_or_default();
    let retracted = retractions(&last);
    let newest = newest(&found, &retracted);
    let its_own = newest.filter(|newest| Some(*newest) != highest).map(go_mod).transpose()?.unwrap_or(last);
    let needs = go_line(&its_own).and_then(|go| go.parse().ok());
    Ok(KnownModule { at: now, newest: newest.map(ToString::to_string), needs, retracted })
}

/// Only the version matters.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Latest {
    version: String,
}

/// The last answer about each module. Losing it breaks nothing.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownModules {
    format: u32,
    modules: BTreeMap<String, KnownModule>,
}

impl KnownModules {
    /// A copy that is missing or damaged is empty.
    pub(crate) fn read(home: &Home) -> Self {
        let read = || own_json::from_slice::<Self>(&bounded::read(&path(home), LARGEST).ok()?);
        read().filter(|known| known.format == FORMAT).unwrap_or_default()
    }

    pub(crate) fn write(&mut self, home: &Home) -> io::Result<()> {
        self.format = FORMAT;
        home.make(&home.cache())?;
        effect::replace(&path(home), &own_json::to_vec(self)?)
    }

    /// The last answer about a module, as far as it concerns a program of this version.
    pub(crate) fn of(&self, module: &str, installed: &SemVer) -> Option<&KnownModule> {
        self.modules.get(&key(module, installed))
    }

    pub(crate) fn put(&mut self, module: &str, installed: &SemVer, known: KnownModule) {
        self.modules.insert(key(module, installed), known);
    }

    pub(crate) fn keep_only(&mut self, installed: &[(&str, SemVer)]) {
        let keys: Vec<String> = installed.iter().map(|(module, version)| key(module, version)).collect();
        self.modules.retain(|known, _| keys.contains(known));
    }
}

/// Programs of the same module may continue different major versions.
fn key(module: &str, installed: &SemVer) -> String {
    format!("{module} {}", installed.lineage())
}

fn path(home: &Home) -> PathBuf {
    home.cache().join("modules.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn answers_are_kept_for_installed_programs_and_a_damaged_copy_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let version = |text: &str| SemVer::parse(text).unwrap();
        let answer = |newest: &str| KnownModule {
            at: "2026-11-01T00:00:00Z".parse().unwrap(),
            newest: Some(newest.into()),
            needs: None,
            retracted: Vec::new(),
        };
        let mut known = KnownModules::default();
        known.put("example.com/a", &version("v1.2.3"), answer("v1.4.0"));
        known.put("example.com/a", &version("v2.0.0+incompatible"), answer("v2.1.0+incompatible"));
        known.keep_only(&[("example.com/a", version("v0.9.0"))]);
        known.write(&home).unwrap();
        let read = KnownModules::read(&home);
        assert_eq!(read, known);
        let of = |installed: &str| read.of("example.com/a", &version(installed))?.update_of(&version(installed));
        assert_eq!(of("v1.2.3").as_deref(), Some("v1.4.0"));
        assert_eq!((of("v1.4.0"), of("v1.5.0-rc.1"), of("v2.0.0+incompatible")), (None, None, None));
        let mut bytes = std::fs::read(path(&home)).unwrap();
        bytes[20] ^= 1;
        std::fs::write(path(&home), bytes).unwrap();
        assert_eq!(KnownModules::read(&home), KnownModules::default());
    }

    #[test]
    fn private_and_forbidden_modules_are_not_asked_about() {
        let settings =
            |goproxy: &str, private: &str| ProxySettings { goproxy: goproxy.into(), private: private.into() };
        let module = "corp.example/tool";
        for (goproxy, private, reason) in [
            ("", "", None),
            ("", "*.example", Some(NotAsked::Private)),
            ("off", "", Some(NotAsked::Off)),
            (",", "", Some(NotAsked::Off)),
            ("direct", "", Some(NotAsked::Direct)),
            ("http://plain.example,direct", "", Some(NotAsked::Refused)),
            ("http://plain.example,https://a.example", "", Some(NotAsked::Refused)),
            ("https://a.example,http://plain.example", "", None),
        ] {
            assert_eq!(settings(goproxy, private).not_asked(module), reason, "{goproxy} {private}");
        }
    }
}
