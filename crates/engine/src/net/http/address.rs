//! Which addresses are accepted, and the addresses of the files below them.
use std::path::PathBuf;

use url::{Host, Url};

use crate::base::secret::without_secrets;

explain! {
    /// No variant shows a user name or a password.
    #[derive(Clone, PartialEq, Eq)]
    pub enum AddressError {
        Malformed { text: String } = SettingInvalid, NotAddress { text: format!("{text:?}") }, next AddressExample;
        /// It is plain http, or another scheme that allows tampering on the way.
        Scheme { url: String } = SettingInvalid, AddressScheme { address: url }, next AddressExample;
        /// It holds a user name or a password, which would end up in logs and in the history.
        Credentials { host: String } = SettingInvalid, AddressLogin { host }, next AddressExample;
        /// It ends with `?…` or `#…`, so no file name can follow.
        Query { url: String } = SettingInvalid, AddressQuery { address: url }, next AddressExample;
    }
}

/// Accepts https, `file:`, and http on loopback; nothing else.
pub fn check(url: &Url) -> Result<(), AddressError> {
    let known = match url.scheme() {
        "https" => url.has_host(),
        "http" => is_loopback(url),
        "file" => file_path(url).is_some(),
        _ => false,
    };
    if !known {
        return Err(AddressError::Scheme { url: without_secrets(url.as_str()) });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials { host: url.host_str().unwrap_or_default().to_owned() });
    }
    Ok(())
}

/// A missing `/` at the end is added, so that file names can be joined.
pub fn base(text: &str) -> Result<Url, AddressError> {
    let malformed = || AddressError::Malformed { text: without_secrets(text).chars().take(200).collect() };
    let mut url = Url::parse(text.trim()).map_err(|_| malformed())?;
    check(&url)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(AddressError::Query { url: url.to_string() });
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

/// For folders with or without a final `/`. All code uses it, as [`Url::join`] drops the last part of one without.
pub fn file_in(folder: &Url, name: &str) -> Url {
    let mut url = folder.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.set_path(&format!("{}/{name}", folder.path().trim_end_matches('/')));
    url
}

/// `None` if it is not one of this system. Neither a drive alone (`file:///C:`) is one, which stands for the folder
/// that a program happens to run in, nor a server without the name of a share.
pub(crate) fn file_path(url: &Url) -> Option<PathBuf> {
    let mut segments = url.path_segments()?;
    let is_drive = |first: &str| first.ends_with(':') || first.to_ascii_lowercase().ends_with("%3a");
    let (first, second) = (segments.next()?, segments.next());
    let is_whole = if url.has_host() { !first.is_empty() } else { second.is_some() || !is_drive(first) };
    if is_whole { url.to_file_path().ok() } else { None }
}

pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_https_and_this_machine() {
        for good in ["https://go.dev/dl/", "http://127.0.0.1:8080/", "http://[::1]/", "http://LOCALHOST:1/x"] {
            assert_eq!(base(good).map(|url| url.path().ends_with('/')), Ok(true), "{good}");
        }
        assert_eq!(base(" https://go.dev/dl ").unwrap().as_str(), "https://go.dev/dl/");
    }

    #[test]
    fn refuses_insecure_addresses() {
        for bad in
            ["http://go.dev/dl/", "ftp://go.dev/", "http://127.0.0.1.evil.example/", "data:,x", "http://192.168.0.1/"]
        {
            assert!(matches!(base(bad), Err(AddressError::Scheme { .. })), "{bad}");
        }
        for bad in ["go.dev/dl", "", "https://", "//go.dev"] {
            assert!(matches!(base(bad), Err(AddressError::Malformed { .. })), "{bad}");
        }
    }

    #[test]
    fn joins_a_folder_and_a_name_with_and_without_a_trailing_slash() {
        for (folder, file) in [
            ("https://mirror.example/golang", "https://mirror.example/golang/go1.27.3.tar.gz"),
            ("https://mirror.example/golang/", "https://mirror.example/golang/go1.27.3.tar.gz"),
            ("https://mirror.example", "https://mirror.example/go1.27.3.tar.gz"),
            ("file:///C:/srv/go", "file:///C:/srv/go/go1.27.3.tar.gz"),
            ("file:///srv/a%20b/", "file:///srv/a%20b/go1.27.3.tar.gz"),
        ] {
            assert_eq!(file_in(&folder.parse().unwrap(), "go1.27.3.tar.gz").as_str(), file);
        }
        let folder = file_in(&"https://sum.example/db".parse().unwrap(), "sumdb/sum.golang.org/");
        assert_eq!(file_in(&folder, "tile/8/0").as_str(), "https://sum.example/db/sumdb/sum.golang.org/tile/8/0");
    }

    #[test]
    fn refuses_credentials_and_queries() {
        for bad in [
            "http://me:secret@example.com/",
            "me:secret@[/",
            "ftp://me:se@cret@x/a@b",
            "https://me:secret@",
            "https:/me:secret@",
            "https:me:secret@[",
            r"https:\\me:secret@",
            "https:/\t/me:secret@",
            "////me:secret@[",
        ] {
            let error = base(bad).unwrap_err().to_string();
            assert!(!error.contains("secret") && !error.contains("cret@"), "{error}");
        }
        assert!(matches!(base("https://me:secret@go.dev/dl/"), Err(AddressError::Credentials { .. })));
        assert!(!base("https://me:secret@go.dev/dl/").unwrap_err().to_string().contains("secret"));
        assert!(matches!(base("https://go.dev/dl/?mode=json"), Err(AddressError::Query { .. })));
    }
}
