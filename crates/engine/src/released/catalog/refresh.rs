//! Queries to the feeds, and the cache of their answers.
use std::collections::{BTreeSet, HashSet};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::cache::StoredFeed;
use super::error::{CatalogError, Result};
use super::{Catalog, NotFeed, PackageKind, Sources, Stamp, feed, release};
use crate::base::digest::Sha256;
use crate::base::module;
use crate::base::report::{Cancel, Cancelled, Code, Explain as _, Problem};
use crate::base::system::System;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::machine::home::Home;
use crate::net::goproxy::{self, GoProxy};
use crate::net::http::{Get, Http, HttpError, NextTry, Purpose, ResponseHead, file_in};

/// Folders of GOPROXY servers, which are queried if no feed is reachable, and the client for them.
#[derive(Clone, Copy, Debug)]
pub struct Modules<'a> {
    /// Each has the file `list`.
    pub folders: &'a [Url],
    /// The rule by which the next one is asked.
    pub proxy: &'a GoProxy,
    /// The HTTP client with the logins for these servers.
    pub http: &'a Http,
}

/// The size limit in bytes. The real feed has 2 MB after 17 years of releases.
pub(crate) const LIMIT: usize = 8 << 20;
pub(crate) const INDEX: &str = "index.json";
/// How long feeds may keep silent before a GOPROXY is asked, too.
const HEAD_START: Duration = Duration::from_secs(5);
/// How long they may still take once it has answered.
const REST: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug)]
pub struct Feeds<'a> {
    pub home: &'a Home,
    pub sources: &'a Sources,
    pub target: &'a Target,
    pub package: PackageKind,
    /// The system that will run the releases, if known.
    pub system: Option<&'a System>,
    /// The fallback if none of the feeds is reachable.
    pub modules: Option<Modules<'a>>,
    /// Whether answers may be written to the cache; false in a home that belongs to another account.
    pub keep: bool,
}

struct Question<'a> {
    feed: &'a Url,
    address: &'a Url,
    old: Option<&'a StoredFeed>,
}

impl Feeds<'_> {
    /// The cached catalogue, without network access; `None` if it is missing or damaged. It is stale if it is older
    /// than `max_age`, if its date is in the future (the clock was set back), or if the last refresh failed.
    pub fn cached(&self, now: Timestamp, max_age: SignedDuration) -> Option<Catalog> {
        let age = |stored: &StoredFeed| now.duration_since(stored.fetched_at);
        let stored = self.copies().chain(self.copies_of(self.modules())).max_by_key(|stored| stored.fetched_at)?;
        let fresh = age(&stored) <= max_age && age(&stored) > -max_age && !stored.refresh_failed;
        Some(self.catalog(stored, !fresh))
    }

    /// Queries the feeds and trusts whichever answers, the last that did first, so that a feed which this network
    /// blocks costs its timeout once. Transient faults are retried after a pause, on all feeds in turn. All attempts
    /// together take as long as a small document may, and each feed has an equal share of what is left.
    ///
    /// [`CatalogError::FeedsDisagree`] if the other official feed listed another digest for a file, and still does or
    /// is not reachable. Such an answer is never kept.
    pub fn refresh(&self, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<Catalog> {
        let mut feeds = self.in_order();
        let by = http.deadline();
        let mut tries = http.tries_until(by);
        let mut failures = Vec::new();
        loop {
            let mut transient = None;
            let round = feeds.clone();
            for (place, feed) in round.iter().enumerate() {
                let begun = Instant::now();
                let left = by.saturating_duration_since(begun);
                if left.is_zero() && transient.is_some() {
                    break;
                }
                let share = left / u32::try_from(round.len() - place).unwrap_or(1);
                let asked = self.ask(feed, (http, begun + share), now, cancel);
                if let (Err(CatalogError::Http(error)), Some(next)) = (&asked, round.get(place + 1)) {
                    let host = next.host_str().unwrap_or_default().to_owned();
                    http.config().waits.failed(error, &NextTry::Host(host));
                }
                match asked {
                    Ok(stored) => match self.older(&stored) {
                        None => return self.accept(stored, http, now, cancel),
                        Some(error) => {
                            feeds.retain(|other| other != feed);
                            failures.push(error);
                        }
                    },
                    Err(CatalogError::Http(error)) if error.is_transient() => {
                        transient.get_or_insert(error);
                    }
                    Err(error @ CatalogError::Http(HttpError::Cancelled(_))) => return Err(error),
                    Err(error) => {
                        feeds.retain(|other| other != feed);
                        failures.push(error);
                    }
                }
            }
            let Some(error) = transient else { return Err(CatalogError::of_all(failures)) };
            if let Err(error) = tries.again(error, cancel, |_, _, _| {}) {
                failures.insert(0, error.into());
                return Err(CatalogError::of_all(failures));
            }
        }
    }

    /// Refreshes the catalogue, with fallbacks. If no feed is reachable, adds the releases published as modules to the
    /// cached feed. If no GOPROXY answers either, returns the cached catalogue, marked stale, with the problem.
    pub fn refresh_or_cached(
        &self,
        http: &Http,
        now: Timestamp,
        cancel: &Cancel,
    ) -> Result<(Catalog, Option<Problem>)> {
        // If a GOPROXY answered last time, do not wait long for a feed that the network blocks.
        let heard_there = self.copies_of(self.modules()).map(|stored| stored.fetched_at).max();
        let is_blocked = heard_there.is_some_and(|there| self.copies().all(|stored| stored.fetched_at < there));
        let brief = is_blocked.then(|| http.brief());
        let patience = if is_blocked { Duration::ZERO } else { HEAD_START };
        let (feeds, modules) = self.ask_both(brief.as_ref().unwrap_or(http), now, patience, cancel);
        cancel.check().map_err(HttpError::from)?;
        let error = match feeds {
            Ok(catalog) => return Ok((catalog, None)),
            Err(CatalogError::Http(error @ HttpError::Cancelled(_))) => error.into(), // they were given up
            Err(error) if !error.is_about_reaching() => return Err(error),
            Err(error) => error,
        };
        let error = match modules {
            Ok(Some(stored)) => {
                if self.keep {
                    stored.write(self.home, self.package).ok(); // the answer is valid even if the cache cannot be written
                }
                return Ok((self.catalog(stored, false), None));
            }
            // a server that is not reached either would only say the same again
            Err(refused) if refused.code() != Code::NetOffline => CatalogError::of_all(vec![error, refused.into()]),
            Ok(None) | Err(_) => error,
        };
        let Some(mut stored) = self.copies().max_by_key(|stored| stored.fetched_at) else { return Err(error) };
        if self.keep && !stored.refresh_failed {
            stored.refresh_failed = true;
            stored.write(self.home, self.package).ok(); // the answer is valid even if the cache cannot be written
        }
        Ok((self.catalog(stored, true), Some(Problem::from(error))))
    }

    /// Asks the feeds, and the GOPROXY as soon as they have failed or kept silent for a while. Feeds in a network that drops
    /// their packets are given up once a GOPROXY has answered.
    fn ask_both(
        &self,
        http: &Http,
        now: Timestamp,
        patience: Duration,
        cancel: &Cancel,
    ) -> (Result<Catalog>, Result<Option<StoredFeed>, HttpError>) {
        let (given_up, (said, answer)) = (cancel.child(), mpsc::channel());
        thread::scope(|scope| {
            scope.spawn(|| said.send(self.refresh(http, now, &given_up)).is_ok());
            let patience = if self.modules().is_empty() { Duration::MAX } else { patience };
            let mut feeds = answer.recv_timeout(patience).ok();
            let is_enough =
                |feeds: &Result<Catalog>| feeds.as_ref().map_or_else(|error| !error.is_about_reaching(), |_| true);
            let modules = if feeds.as_ref().is_some_and(is_enough) { Ok(None) } else { self.ask_modules(now, cancel) };
            if feeds.is_none() && matches!(modules, Ok(Some(_))) {
                feeds = answer.recv_timeout(REST).ok();
                given_up.cancel();
            }
            let silent = || Err(HttpError::from(Cancelled).into());
            (feeds.or_else(|| answer.recv().ok()).unwrap_or_else(silent), modules)
        })
    }

    fn copies(&self) -> impl Iterator<Item = StoredFeed> {
        self.copies_of(self.sources.feeds())
    }

    fn modules(&self) -> &[Url] {
        self.modules.as_ref().map_or(&[], |modules| modules.folders)
    }

    fn copies_of(&self, addresses: &[Url]) -> impl Iterator<Item = StoredFeed> {
        addresses.iter().filter_map(|address| self.copy(address))
    }

    /// The cached answer of a feed, without the releases of an official one that could not exist at that time.
    fn copy(&self, feed: &Url) -> Option<StoredFeed> {
        let mut copy = StoredFeed::read(self.home, feed, self.target, self.package)?;
        if self.sources.is_official() {
            copy.leave_out_impossible(copy.fetched_at);
        }
        (!copy.releases.is_empty()).then_some(copy)
    }

    /// The current time, if the clock was not set back since the last answer.
    fn latest(&self, now: Timestamp) -> Timestamp {
        self.copies().map(|copy| copy.fetched_at).max().map_or(now, |last| last.max(now))
    }

    /// The releases published as modules, added to the cached feed, whose digests are kept. A list of names says
    /// nothing about file contents. A release in it that does not exist fails later, when it must be proven.
    fn ask_modules(&self, now: Timestamp, cancel: &Cancel) -> Result<Option<StoredFeed>, HttpError> {
        let modules = self.modules.filter(|_| self.package == PackageKind::Archive);
        let Some(Modules { folders, proxy, http }) = modules else { return Ok(None) };
        let (by, mut failed) = (http.deadline(), None);
        for folder in folders {
            match self.ask_module(folder, (http, by), now, cancel) {
                Ok(Some(stored)) => return Ok(Some(stored)),
                Ok(None) => {}
                Err(error) if proxy.goes_on_after(folder, goproxy::is_missing(&error)) => failed = Some(error),
                Err(error) => return Err(error),
            }
        }
        failed.map_or(Ok(None), Err)
    }

    fn ask_module(
        &self,
        folder: &Url,
        (http, by): (&Http, Instant),
        now: Timestamp,
        cancel: &Cancel,
    ) -> Result<Option<StoredFeed>, HttpError> {
        let list = file_in(folder, "list");
        let get = Get { gzip: true, by: Some(by), ..Get::new(Purpose::Feed, list.clone()) };
        let (ResponseHead { validator, .. }, body) = http.read(&get, LIMIT, cancel)?;
        let versions = module::versions(&body, self.target);
        if versions.is_empty() {
            return Ok(None);
        }
        let mut stored = StoredFeed::new(folder, self.target, list, validator, Sha256::of(&body), now);
        let copy = self.copies().max_by_key(|stored| stored.fetched_at);
        (stored.releases, stored.withdrawn) = copy.map(|copy| (copy.releases, copy.withdrawn)).unwrap_or_default();
        release::add(&mut stored.releases, versions, |version| module::archive(version, self.target));
        let StoredFeed { releases, withdrawn, .. } = &mut stored;
        withdrawn.retain(|version| releases.iter().all(|release| release.version != *version));
        if self.sources.is_official() {
            stored.leave_out_impossible(self.latest(now));
        }
        Ok((!stored.releases.is_empty()).then_some(stored))
    }

    /// The feeds, the one that answered last first.
    fn in_order(&self) -> Vec<Url> {
        let mut feeds = self.sources.feeds().to_vec();
        if let Some(last) = self.copies().max_by_key(|stored| stored.fetched_at) {
            feeds.sort_by_key(|feed| *feed != last.feed);
        }
        feeds
    }

    /// Queries one feed once. The answer has to be here by a moment.
    fn ask(&self, feed: &Url, http: (&Http, Instant), now: Timestamp, cancel: &Cancel) -> Result<StoredFeed> {
        let old = self.copy(feed);
        let mut addresses = addresses(feed, self.sources.is_official());
        if let Some(old) = &old {
            addresses.sort_by_key(|address| *address != old.address);
        }
        let mut failures = Vec::new();
        for address in addresses {
            let question = Question { feed, address: &address, old: old.as_ref() };
            match self.ask_at(question, http, now, cancel) {
                Err(error) if error.is_about_content() => failures.push(error),
                asked => return asked,
            }
        }
        failures.truncate(1); // the feed's own address is the most informative one
        Err(CatalogError::of_all(failures))
    }

    fn ask_at(
        &self,
        Question { feed, address, old }: Question<'_>,
        (http, by): (&Http, Instant),
        now: Timestamp,
        cancel: &Cancel,
    ) -> Result<StoredFeed> {
        let known = old.filter(|old| old.address == *address);
        let unless = known.map(|old| old.validator.clone()).filter(|validator| !validator.is_empty());
        let get = Get { gzip: true, unless, by: Some(by), ..Get::new(Purpose::Feed, address.clone()) };
        let (ResponseHead { status, validator, .. }, body) = http.read(&get, LIMIT, cancel)?;
        if let (304, Some(old)) = (status, known) {
            return Ok(old.confirmed(now));
        }
        let digest = Sha256::of(&body);
        let mut stored = StoredFeed::new(feed, self.target, address.clone(), validator, digest, now);
        if let Some(old) = old.filter(|old| old.body == digest) {
            (stored.releases, stored.left_out) = (old.releases.clone(), old.left_out.clone());
            return Ok(stored);
        }
        let not_feed = |source| CatalogError::NotFeed { url: address.to_string(), source };
        stored.releases = feed::parse(&body, self.target, self.package).map_err(not_feed)?.releases;
        if self.sources.is_official() {
            stored.leave_out_impossible(self.latest(now));
        }
        if stored.releases.is_empty() {
            return Err(not_feed(NotFeed { what: "a list without possible releases" }));
        }
        Ok(stored)
    }

    /// The error if an answer of an official feed is outdated, because it lacks a release that an official feed has
    /// listed before. A feed of the user's own may drop releases, which are then named ([`Catalog::withdrawn`]).
    fn older(&self, new: &StoredFeed) -> Option<CatalogError> {
        if !self.sources.is_official() {
            return None;
        }
        let listed: HashSet<&Version> = new.releases.iter().map(|release| &release.version).collect();
        let known = self.copies().flat_map(|copy| copy.releases).map(|release| release.version);
        let missing: BTreeSet<Version> = known.filter(|version| !listed.contains(version)).collect();
        let newest = new.newest().map_or("none".to_owned(), ToString::to_string);
        let missing: Vec<Version> = missing.into_iter().rev().collect();
        (!missing.is_empty()).then(|| CatalogError::Older { url: Box::new(new.feed.clone()), newest, missing })
    }

    /// Keeps an answer, unless another official feed, queried again because its cache may be older, contradicts it.
    fn accept(&self, mut new: StoredFeed, http: &Http, now: Timestamp, cancel: &Cancel) -> Result<Catalog> {
        if let Some(old) = self.copy(&new.feed).filter(|_| !self.sources.is_official()) {
            new.withdrawn = new.lacking(&old);
        }
        let mut believed = vec![new.clone()];
        for other in self.copies().filter(|other| other.feed != new.feed && new.contradiction(other).is_some()) {
            let again = self.ask(&other.feed, (http, http.deadline()), now, cancel).unwrap_or(other);
            cancel.check().map_err(HttpError::from)?;
            if let Some((filename, here, there)) = new.contradiction(&again) {
                let (one, two) = (Box::new((new.feed, here)), Box::new((again.feed, there)));
                return Err(CatalogError::FeedsDisagree { filename, one, two });
            }
            believed.push(again);
        }
        if self.keep {
            // The answer is valid even if the cache cannot be written (read-only home, full disk).
            believed.iter().try_for_each(|stored| stored.write(self.home, self.package)).ok();
        }
        Ok(self.catalog(new, false))
    }

    fn catalog(&self, stored: StoredFeed, stale: bool) -> Catalog {
        let stamp = Stamp { url: stored.feed, fetched_at: stored.fetched_at, stale };
        let (target, system) = (self.target.clone(), self.system.cloned());
        let StoredFeed { releases, left_out, withdrawn, .. } = stored;
        Catalog { system, left_out, withdrawn, ..Catalog::new(target, releases, stamp) }
    }
}

/// The addresses at which a feed may be. Go's own handler answers at the base address with a query. A plain web server
/// ignores the query and sends the page of the folder; there, and in a folder of files, the feed is `index.json`.
fn addresses(feed: &Url, official: bool) -> Vec<Url> {
    let mut asked = feed.clone();
    asked.set_query(Some("mode=json&include=all"));
    let index = file_in(feed, INDEX);
    match feed.scheme() {
        "file" => vec![index],
        _ if official => vec![asked],
        _ => vec![asked, index],
    }
}
