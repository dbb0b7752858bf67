use std::path::Path;

use url::Url;

use super::Database;
use crate::net::http::file_in;

/// A place that serves the data of the database. It is not trusted itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseSource {
    /// The folder that contains `lookup` and `tile`.
    pub base: Url,
    pub kind: SourceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// The cache of this machine.
    Own,
    /// A folder of a mirror, which has only the proofs of its own releases.
    Mirror,
    /// A server with the whole database.
    Server,
    /// A GOPROXY, which may or may not serve the database.
    Proxy,
}

impl DatabaseSource {
    pub(super) fn file(&self, path: &str) -> Url {
        file_in(&self.base, path)
    }

    /// Whether it has all tiles.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.kind, SourceKind::Server | SourceKind::Proxy)
    }
}

/// In the order of queries: the cache, the mirrors, the database itself, and each GOPROXY.
pub fn places(database: &Database, own: &Path, mirrors: &[Url], proxies: &[Url]) -> Vec<DatabaseSource> {
    let name = &database.key.name;
    let below = |base: &Url| file_in(base, &format!("sumdb/{name}/"));
    let place = |kind| move |base| DatabaseSource { base, kind };
    let own = Url::from_directory_path(own).ok().map(place(SourceKind::Own));
    let mirrors = mirrors.iter().map(below).map(place(SourceKind::Mirror));
    let servers = database.addresses.iter().cloned().map(place(SourceKind::Server));
    let proxies = if database.only_there { &[] } else { proxies };
    let proxies = proxies.iter().map(below).map(place(SourceKind::Proxy));
    own.into_iter().chain(mirrors).chain(servers).chain(proxies).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::http;
    use crate::released::checksum_database::GoSumDb;

    fn asked(gosumdb: &str, proxies: &[&str]) -> Vec<String> {
        let GoSumDb::On(database) = GoSumDb::read(gosumdb).unwrap() else { panic!("off") };
        let mirrors = [http::base("https://mirror.example/go").unwrap()];
        let proxies: Vec<Url> = proxies.iter().map(|proxy| http::base(proxy).unwrap()).collect();
        let places = places(&database, &std::env::temp_dir(), &mirrors, &proxies);
        places.iter().skip(1).map(|place| place.base.to_string()).collect()
    }

    #[test]
    fn the_database_itself_is_asked_before_any_goproxy() {
        assert_eq!(
            asked("", &["https://a.example/x", "https://b.example"]),
            [
                "https://mirror.example/go/sumdb/sum.golang.org/",
                "https://sum.golang.org/",
                "https://sum.golang.google.cn/",
                "https://a.example/x/sumdb/sum.golang.org/",
                "https://b.example/sumdb/sum.golang.org/",
            ]
        );
    }

    #[test]
    fn a_url_in_gosumdb_replaces_the_database_and_every_goproxy() {
        assert_eq!(
            asked("sum.golang.org https://sum.example", &["https://a.example"]),
            ["https://mirror.example/go/sumdb/sum.golang.org/", "https://sum.example/"]
        );
    }
}
