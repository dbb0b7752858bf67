//! The database that Go trusts: the value of GOSUMDB, parsed as Go does.
//! Source: `cmd/go/internal/modfetch/sumdb.go` (`dbDial`).
use url::Url;

use super::note::GOOGLE;
use super::{NotDatabase, VerifierKey};
use crate::net::http;

const NAME: &str = "sum.golang.org";
/// The same database, at an address that is reachable from China.
const CHINA: &str = "sum.golang.google.cn";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Database {
    pub key: VerifierKey,
    /// The addresses to query, in this order.
    pub addresses: Vec<Url>,
    /// Whether only these are queried. An address that GOSUMDB names replaces every GOPROXY.
    pub only_there: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoSumDb {
    Off,
    On(Database),
}

impl GoSumDb {
    /// Parses the value; an empty one means Go's default.
    pub fn read(value: &str) -> Result<Self, NotDatabase> {
        let text = || value.chars().take(200).collect();
        if value.trim() == "off" {
            return Ok(Self::Off);
        }
        let mut fields = value.split_whitespace();
        let (key, address, more) = (fields.next().unwrap_or(NAME), fields.next(), fields.next());
        if more.is_some() {
            return Err(NotDatabase::Fields { text: text() });
        }
        let key: VerifierKey = if [NAME, CHINA].contains(&key) { GOOGLE } else { key }.parse()?;
        if [NAME, CHINA].contains(&key.name.as_str()) && key.as_str() != GOOGLE {
            return Err(NotDatabase::Key { text: text() }); // Go's own name, with another key
        }
        let bad = |_| NotDatabase::Address { text: text() };
        let own = http::base(&format!("https://{}", key.name)).ok().filter(|url| is_host(url, &key.name));
        let own = own.ok_or_else(|| NotDatabase::Address { text: text() })?;
        let mut addresses = match address {
            Some(address) => vec![http::base(address).map_err(bad)?],
            None => vec![own],
        };
        if address.is_none() && key.name == NAME {
            addresses.extend(http::base(&format!("https://{CHINA}")));
            if value.trim() == CHINA {
                addresses.rotate_left(1);
            }
        }
        Ok(Self::On(Database { key, addresses, only_there: address.is_some() }))
    }
}

/// Whether the name of a database is the host (and path) of its address, and nothing else.
fn is_host(url: &Url, name: &str) -> bool {
    url.as_str().strip_prefix("https://").and_then(|rest| rest.strip_suffix('/')) == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(value: &str) -> Vec<String> {
        match GoSumDb::read(value).unwrap() {
            GoSumDb::Off => Vec::new(),
            GoSumDb::On(database) => database.addresses.iter().map(Url::to_string).collect(),
        }
    }

    #[test]
    fn reads_gosumdb_like_go() {
        let google = ["https://sum.golang.org/", "https://sum.golang.google.cn/"];
        for value in ["", "sum.golang.org", " sum.golang.org ", GOOGLE] {
            assert_eq!(addresses(value), google, "{value}");
        }
        assert_eq!(addresses("sum.golang.google.cn"), [google[1], google[0]]);
        assert_eq!(addresses("sum.golang.org https://sum.example/go"), ["https://sum.example/go/"]);
        assert_eq!(addresses("off"), [""; 0]);
    }

    #[test]
    fn an_invalid_gosumdb_is_refused() {
        for bad in [
            "on",
            "sum.example.com",
            "sum.golang.org https://a.example https://b.example",
            "sum.golang.org http://sum.example",
            "sum.golang.org sum.example",
            "sum.golang.org https://me:secret@sum.example",
            // Go's own name with someone else's key, which matches that name
            "sum.golang.org+b99987dc+Aaov4OCxi1Nz2Qxsa6bpZ6K7pN02QawX4DPWcDQ7Tj/l",
        ] {
            assert!(GoSumDb::read(bad).is_err(), "{bad}");
        }
    }
}
