/// The proxies that the system's settings name. Only Windows has such settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProxySettings {
    /// Whether the network is asked for a script (WPAD), which is the default of Windows.
    pub detects: bool,
    /// The address of the script (PAC) that names the proxies.
    pub script: Option<String>,
    /// Where no script does, in Windows' words: `proxy:80`, or `http=a:1;https=b:2`.
    pub proxies: String,
    /// The hosts that bypass them, in Windows' words: `<local>;*.corp.example;10.*`.
    pub except: String,
}

impl ProxySettings {
    /// The proxy in the list for https to `host`; `None` if Windows connects directly.
    pub(crate) fn https_proxy(&self, host: &str) -> Option<String> {
        let proxy = words(&self.proxies).find_map(|word| match word.split_once('=') {
            Some((protocol, proxy)) => protocol.eq_ignore_ascii_case("https").then_some(proxy),
            None => Some(word),
        })?;
        let is_excepted = words(&self.except).any(|entry| match entry.to_ascii_lowercase().as_str() {
            "<local>" => !host.contains(['.', ':']),
            entry => covers(entry.trim_start_matches("https://"), host),
        });
        (!is_excepted).then(|| proxy.to_owned())
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ' ', '\t']).filter(|word| !word.is_empty())
}

/// `*` stands for any text.
fn covers(entry: &str, host: &str) -> bool {
    let Some((start, rest)) = entry.split_once('*') else { return entry == host };
    let Some(tail) = host.strip_prefix(start) else { return false };
    (0..=tail.len()).any(|at| tail.get(at..).is_some_and(|tail| covers(rest, tail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(proxies: &str, except: &str, host: &str) -> Option<String> {
        let settings =
            ProxySettings { proxies: proxies.to_owned(), except: except.to_owned(), ..ProxySettings::default() };
        settings.https_proxy(host)
    }

    #[test]
    fn the_list_names_a_proxy_for_each_protocol() {
        for (proxies, expected) in [
            ("", None),
            ("proxy:3128", Some("proxy:3128")),
            ("http=a:1;https=b:2", Some("b:2")),
            ("ftp=a:1 HTTPS=https://b:2", Some("https://b:2")),
            ("http=a:1", None),
            ("a:1;b:2", Some("a:1")),
        ] {
            assert_eq!(of(proxies, "", "go.dev").as_deref(), expected, "{proxies}");
        }
    }

    #[test]
    fn hosts_are_excepted_as_windows_does() {
        for (except, host, is_direct) in [
            ("<local>", "mirror", true),
            ("<local>", "go.dev", false),
            ("<local>;*.corp.example", "go.corp.example", true),
            ("*.corp.example", "corp.example", false),
            ("*.Corp.Example", "go.corp.example", true),
            ("10.*;192.168.*", "10.1.2.3", true),
            ("10.*;192.168.*", "110.1.2.3", false),
            ("https://go.dev", "go.dev", true),
            ("go*r*.example", "go-mirror.example", true),
            ("go*r*.example", "go.example", false),
            ("go", "go.dev", false),
            ("*", "go.dev", true),
        ] {
            assert_eq!(of("proxy:1", except, host).is_none(), is_direct, "{except} {host}");
        }
    }
}
