//! The release list of the elevated part: only an administrator decides where it is read, and through which proxy.
use std::path::PathBuf;
use std::sync::Arc;

use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::change::elevation::ElevatedPolicy;
use upgo_engine::choices::policy::POLICY_KEY;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::Release;
use upgo_testkit::server::{Authority, Proxy, Server};

use super::machine::{PACKAGE, State, install};
use crate::registry::Dump;

/// Any of the user's programs can set these variables. The test runs itself with them.
#[test]
fn the_release_list_is_read_without_the_proxy_of_the_user() {
    const MARK: &str = "UPGO_TEST_WITHOUT_PROXY";
    if std::env::var_os(MARK).is_some() {
        return install_from_a_feed_with_tls();
    }
    let proxy = Proxy::start();
    let mut itself = std::process::Command::new(std::env::current_exe().unwrap());
    itself.args(["elevation::feed::the_release_list_is_read_without_the_proxy_of_the_user", "--exact", "--nocapture"]);
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        itself.env(name, proxy.url());
    }
    let output = itself.env(MARK, "1").env_remove("NO_PROXY").env_remove("no_proxy").output_in_time().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(proxy.requests().len(), 0);
}

fn install_from_a_feed_with_tls() {
    let authority = Authority::new("Example Corp Root");
    let server = Server::start_tls(&authority);
    server.feed(Release::feed(&[Release::installer("go1.27.3", "amd64", PACKAGE.clone())]));
    let mut state = State::new();
    let certificates = state.disk.path().join("ca.pem");
    std::fs::write(&certificates, authority.pem()).unwrap();
    state.set(POLICY_KEY, "FeedUrl", &server.url());
    let file = state.package(&PACKAGE);
    // Without the policy of the administrator, nobody trusts that server.
    let (machine, done, _) = state.perform(&install(file.clone(), None));
    let error = done.unwrap_err();
    assert_eq!(error.code(), Code::NetTls);
    assert!(error.next().to_string().contains("CaFile") && server.requests().is_empty(), "{}", error.next());
    let mut state = Arc::try_unwrap(machine.0).unwrap();
    state.set(POLICY_KEY, "CaFile", certificates.to_str().unwrap());
    state.perform(&install(file, None)).1.unwrap();
    assert!(!server.requests().is_empty());
}

#[test]
fn policies_are_read_only_from_the_key_of_the_administrators() {
    let mut data = Dump::default();
    let default = ElevatedPolicy::read(&data);
    assert_eq!((default.signer.as_str(), &default.feed, &default.ca_file), ("Google LLC", &None, &None));
    assert!(default.lenient.is_none() && default.machine_key.starts_with(r"HKLM\SYSTEM\"), "{default:?}");
    for key in [r"HKCU\Software\Policies\Upgo", r"HKLM32\SOFTWARE\Policies\Upgo", r"HKLM64\SOFTWARE\Upgo"] {
        data.0.insert(format!(r"{key}\FeedUrl"), "https://evil.example/".to_owned());
    }
    assert_eq!(ElevatedPolicy::read(&data), default);
    for (name, text) in [
        ("FeedUrl", "https://go.corp.example/"),
        ("MsiSigner", "Corp"),
        ("CaFile", r"C:\corp.pem"),
        ("Proxy", "http://proxy.corp.example:3128"),
    ] {
        data.0.insert(format!(r"{POLICY_KEY}\{name}"), text.to_owned());
    }
    let policy = ElevatedPolicy::read(&data);
    assert_eq!(policy.feed.as_deref(), Some("https://go.corp.example/"));
    assert_eq!((policy.proxy.as_deref(), default.proxy), (Some("http://proxy.corp.example:3128"), None));
    assert_eq!((policy.signer.as_str(), policy.ca_file), ("Corp", Some(PathBuf::from(r"C:\corp.pem"))));
}
