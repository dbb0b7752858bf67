//! The proxy of the elevated copy, named by an administrator: the user's programs can change settings and variables.
use crate::environment::RegistryValue;
use crate::machine::platform::ProxySettings;
use crate::net::http::ProxyRule;

/// The key and the name of the proxy that `netsh winhttp set proxy` sets for the machine.
pub(super) const WINHTTP: (&str, &str) =
    (r"HKLM64\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections", "WinHttpSettings");
/// The bit that says that a proxy is used.
const NAMED: u32 = 2;

/// The proxy of Upgo's policy, otherwise the one of the machine, otherwise none.
pub(super) fn rule(policy: Option<&str>, winhttp: Option<&RegistryValue>) -> ProxyRule {
    match policy {
        Some(address) => ProxyRule::Address(address.to_owned()),
        None => winhttp.and_then(|value| of_machine(&value.bytes)).unwrap_or(ProxyRule::Direct),
    }
}

/// The value holds a size, a counter and flags, then the proxies and the exceptions, each with its length.
fn of_machine(bytes: &[u8]) -> Option<ProxyRule> {
    let (_size, rest) = number(bytes)?;
    let (_counter, rest) = number(rest)?;
    let (flags, rest) = number(rest)?;
    let (proxies, rest) = text(rest)?;
    let except = text(rest).map(|(except, _)| except).unwrap_or_default();
    let settings = ProxySettings { proxies, except, ..ProxySettings::default() };
    // A dot alone is excepted only where every host is.
    (flags & NAMED != 0 && settings.https_proxy(".").is_some()).then_some(ProxyRule::Windows(settings))
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(number, rest)| (u32::from_le_bytes(*number), rest))
}

fn text(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (length, rest) = number(bytes)?;
    let (text, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    Some((String::from_utf8_lossy(text).into_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn winhttp(flags: u32, proxies: &str, except: &str) -> RegistryValue {
        let mut bytes: Vec<u8> = [0x18, 0, flags].into_iter().flat_map(u32::to_le_bytes).collect();
        for text in [proxies, except] {
            bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        RegistryValue { kind: 3, bytes }
    }

    fn named(proxies: &str, except: &str) -> ProxyRule {
        let (proxies, except) = (proxies.to_owned(), except.to_owned());
        ProxyRule::Windows(ProxySettings { proxies, except, ..ProxySettings::default() })
    }

    #[test]
    fn only_a_proxy_that_an_administrator_has_named_is_used() {
        assert_eq!(rule(None, None), ProxyRule::Direct);
        assert_eq!(rule(None, Some(&winhttp(1, "", ""))), ProxyRule::Direct);
        assert_eq!(rule(None, Some(&winhttp(1, "left:1", ""))), ProxyRule::Direct, "it is turned off");
        for (proxies, except) in [("proxy:3128", ""), ("http=a:1;https=b:2", "<local>;*.corp.example host")] {
            assert_eq!(rule(None, Some(&winhttp(3, proxies, except))), named(proxies, except));
        }
        for (proxies, except) in [("proxy:3128", "*"), ("http=a:1", "")] {
            assert_eq!(rule(None, Some(&winhttp(3, proxies, except))), ProxyRule::Direct, "{proxies}");
        }
        let policy = rule(Some("http://policy:1"), Some(&winhttp(3, "proxy:3128", "")));
        assert_eq!(policy, ProxyRule::Address("http://policy:1".to_owned()));
    }

    #[test]
    fn a_damaged_value_names_no_proxy() {
        let value = winhttp(3, "proxy:3128", "a");
        for length in 0..22 {
            let bytes = value.bytes[..length].to_vec();
            assert_eq!(rule(None, Some(&RegistryValue { kind: 3, bytes })), ProxyRule::Direct, "{length}");
        }
        let mut bytes = value.bytes;
        bytes[12..16].fill(0xff);
        assert_eq!(rule(None, Some(&RegistryValue { kind: 3, bytes })), ProxyRule::Direct);
    }
}
