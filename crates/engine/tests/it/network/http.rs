//! Requests: redirects, refusals, timeouts and certificates.
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, Code, Explain as _, Problem};
use upgo_engine::machine::platform::ProxySettings;
use upgo_engine::net::http::{Get, Http, HttpConfig, HttpError, Login, ProxyRule, Purpose, ResponseHead};
use upgo_testkit::server::{Act, Authority, Proxy, Server};

use super::support::{config, hasty, http, impatient, url};

const LIMIT: usize = 1 << 20;

fn read(http: &Http, address: &str) -> Result<(ResponseHead, Vec<u8>), HttpError> {
    http.read(&Get::new(Purpose::Archive, url(address)), LIMIT, &Cancel::default())
}

#[test]
fn one_connection_serves_many_requests() {
    let server = Server::start();
    server.file("a", "first").file("b", "second");
    let http = http();
    assert_eq!(read(&http, &(server.url() + "a")).unwrap().1, b"first");
    assert_eq!(read(&http, &(server.url() + "b")).unwrap().1, b"second");
    let connections: Vec<_> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0]);
}

#[test]
fn a_compressed_body_is_decompressed_and_a_bomb_refused() {
    let server = Server::start();
    server.file("feed", "[]".repeat(1000)).file("bomb", vec![0; LIMIT + 1]);
    server.always("feed", Act::Gzip).always("bomb", Act::Gzip);
    let get = |name: &str| Get { gzip: true, ..Get::new(Purpose::Archive, url(&(server.url() + name))) };
    let (_, body) = http().read(&get("feed"), LIMIT, &Cancel::default()).unwrap();
    assert_eq!(body.len(), 2000);
    assert_eq!(server.requests()[0].accept_encoding.as_deref(), Some("gzip"));
    let error = http().read(&get("bomb"), LIMIT, &Cancel::default()).unwrap_err();
    assert!(matches!(error, HttpError::TooLong { .. }), "{error:?}");
}

#[test]
fn an_endless_body_is_refused_at_the_limit() {
    let server = Server::start();
    server.file("long", vec![b'x'; 3 * LIMIT]).always("long", Act::NoLength);
    assert!(matches!(read(&http(), &(server.url() + "long")), Err(HttpError::TooLong { .. })));
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let server = Server::start();
    server.file("feed", "[]");
    let http = http();
    let (head, _) = read(&http, &(server.url() + "feed")).unwrap();
    let again = Get { unless: Some(head.validator), ..Get::new(Purpose::Archive, url(&(server.url() + "feed"))) };
    let (head, body) = http.read(&again, LIMIT, &Cancel::default()).unwrap();
    assert_eq!((head.status, body.len()), (304, 0));
}

#[test]
fn redirects_may_only_go_to_this_machine_or_https() {
    let (server, other) = (Server::start(), Server::start());
    other.file("moved", "here");
    server.next("good", [Act::Redirect(other.url() + "moved")]);
    assert_eq!(read(&http(), &(server.url() + "good")).unwrap().1, b"here");
    for bad in ["http://go.dev/dl/", "file:///etc/passwd", "ftp://127.0.0.1/"] {
        server.next("bad", [Act::Redirect(bad.to_owned())]);
        let error = read(&http(), &(server.url() + "bad")).unwrap_err();
        assert!(matches!(error, HttpError::Redirect { .. }), "{bad}: {error:?}");
        assert!(error.to_string().contains("only https redirects are followed"), "{error}");
    }
    server.next("bad", [Act::Redirect("https://evil.example/file".to_owned())]);
    let error = read(&http(), &(server.url() + "bad")).unwrap_err();
    assert!(error.to_string().contains("the host is not among those allowed"), "{error}");
    assert!(error.next().to_string().contains("redirect-hosts"), "{}", error.next());
    server.always("round", Act::Redirect("round".to_owned()));
    assert!(matches!(read(&http(), &(server.url() + "round")), Err(HttpError::Redirect { .. })));
}

/// The login is for one server. Another port of the same machine is another server.
#[test]
fn a_redirect_takes_no_login_along_and_brings_none() {
    let (server, other) = (Server::start(), Server::start());
    other.file("moved", "here");
    let machine = server.url().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let login = Login { machine, user: "zoe".to_owned(), password: "a-secret-of-zoe".to_owned() };
    let http = Http::new(HttpConfig { logins: [login].into_iter().collect(), ..config() });
    server.next("file", [Act::Redirect(other.url() + "moved")]);
    assert_eq!(read(&http, &(server.url() + "file")).unwrap().1, b"here");
    assert!(server.requests()[0].authorization.is_some());
    assert!(other.requests()[0].authorization.is_none());
    server.next("file", [Act::Redirect(other.url().replace("://", "://zoe:a-secret-of-zoe@") + "moved")]);
    let error = read(&http, &(server.url() + "file")).unwrap_err();
    assert!(matches!(error, HttpError::Redirect { .. }), "{error:?}");
    assert!(!error.to_string().contains("a-secret-of-zoe"), "{error}");
    assert_eq!(other.requests().len(), 1);
}

#[test]
fn https_never_redirects_to_plain_http() {
    let authority = Authority::new("Example Root");
    let (server, other) = (Server::start_tls(&authority), Server::start());
    other.file("file", "plain");
    server.next("file", [Act::Redirect(other.url() + "file")]);
    let (_folder, http) = trusting(&authority, config());
    let error = read(&http, &(server.url() + "file")).unwrap_err();
    assert!(matches!(error, HttpError::Redirect { .. }), "{error:?}");
    assert!(other.requests().is_empty());
}

#[test]
fn plain_http_to_another_machine_is_refused_before_any_request() {
    let error = read(&http(), "http://go.dev/dl/").unwrap_err();
    assert_eq!(error.code(), Code::SettingInvalid);
    assert!(error.to_string().contains("must start with https://"), "{error}");
}

#[test]
fn a_refusal_by_the_server_is_reported_with_its_status() {
    let server = Server::start();
    let error = read(&http(), &(server.url() + "missing")).unwrap_err();
    assert!(error.is_missing() && !error.is_transient());
    assert_eq!((error.code(), error.code().exit()), (Code::NetStatus, 3));
    server.next("busy", [Act::StatusRetryAfter(429, "7"), Act::Status(503), Act::Status(408)]);
    for retry_after in [Some(Duration::from_secs(7)), None, None] {
        let error = read(&http(), &(server.url() + "busy")).unwrap_err();
        assert!(error.is_transient(), "{error:?}");
        assert_eq!(error.retry_after(), retry_after);
    }
}

#[test]
fn an_unreachable_server_is_a_transient_error() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = read(&http(), &format!("http://{closed}/")).unwrap_err();
    assert!(error.is_transient() && error.code() == Code::NetOffline, "{error:?}");
    assert!(error.to_string().contains(&closed.to_string()), "{error}");
}

#[test]
fn a_stalled_body_and_a_silent_server_time_out() {
    let server = Server::start();
    server.file("file", vec![1; 1000]).next("file", [Act::StallAfter(10)]).always("mute", Act::Hold);
    let error = read(&Http::new(impatient()), &(server.url() + "file")).unwrap_err();
    assert!(matches!(error, HttpError::Stalled { .. }) && error.is_transient(), "{error:?}");
    let mut quick = config();
    (quick.times.connect, quick.times.answer) = (Duration::from_millis(100), Duration::from_millis(100));
    let error = read(&Http::new(quick), &(server.url() + "mute")).unwrap_err();
    assert!(matches!(error, HttpError::TimedOut { .. }) && error.is_transient(), "{error:?}");
}

#[test]
fn a_body_that_drips_is_given_up_and_not_asked_for_again() {
    let server = Server::start();
    server.file("file", vec![1; 1 << 20]).always("file", Act::Drip);
    let error = read(&Http::new(hasty()), &(server.url() + "file")).unwrap_err();
    assert!(matches!(error, HttpError::TooSlow { .. }) && !error.is_transient(), "{error:?}");
    assert_eq!(error.code(), Code::NetStatus);
    // a download has no end that is known in advance, only a pace
    let mut patient = hasty();
    patient.times.whole = Duration::from_hours(1);
    let http = Http::new(patient);
    let mut answer = http.open(&Get::new(Purpose::Archive, url(&(server.url() + "file"))), &Cancel::default()).unwrap();
    let error = loop {
        match answer.chunk(&Cancel::default()) {
            Ok(piece) => assert!(piece.is_some(), "it came whole"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, HttpError::TooSlow { .. }), "{error:?}");
}

#[test]
fn what_would_be_stored_or_printed_of_a_head_is_short() {
    let server = Server::start();
    let target = format!("https://evil.example/{}", "x".repeat(3000));
    server.next("round", [Act::Redirect(target), Act::Redirect("x".repeat(5000))]);
    let refused = || read(&http(), &(server.url() + "round")).unwrap_err().to_string();
    let (unexpected, long) = (refused(), refused());
    assert!(unexpected.contains("the host is not among those allowed") && unexpected.len() < 500, "{unexpected}");
    assert!(long.contains("the target is too long") && long.len() < 500, "{long}");
}

#[test]
fn a_broken_connection_is_a_transient_error() {
    let server = Server::start();
    server.file("file", vec![1; 1000]).next("file", [Act::DropAfter(10)]);
    let error = read(&http(), &(server.url() + "file")).unwrap_err();
    assert!(matches!(error, HttpError::Dropped { .. }) && error.is_transient(), "{error:?}");
}

#[test]
fn cancelling_ends_a_waiting_request() {
    let server = Server::start();
    server.always("mute", Act::Hold);
    let (http, cancel) = (http(), Cancel::default());
    thread::scope(|scope| {
        let waiting =
            scope.spawn(|| http.read(&Get::new(Purpose::Archive, url(&(server.url() + "mute"))), LIMIT, &cancel));
        while server.requests().is_empty() && !waiting.is_finished() {
            thread::yield_now();
        }
        cancel.cancel();
        assert!(matches!(waiting.join().unwrap(), Err(HttpError::Cancelled(_))));
    });
}

/// Trusts `authority` in addition to the system's own.
fn trusting(authority: &Authority, config: HttpConfig) -> (TempDir, Http) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    fs_err::write(&file, authority.pem()).unwrap();
    (folder, Http::new(HttpConfig { ca_file: Some(file), ..config }))
}

#[test]
fn an_intercepted_connection_names_the_host_and_the_issuer() {
    let server = Server::start_tls(&Authority::new("Example Corp TLS Inspection"));
    server.file("", "[]");
    let error = read(&http(), &server.url()).unwrap_err();
    assert!(!error.is_transient());
    let problem = Problem::from(error);
    assert_eq!(problem.code, Code::NetTls);
    assert!(problem.message.to_string().contains("localhost:"), "{problem}");
    assert!(problem.message.to_string().contains("Example Corp TLS Inspection"), "{problem}");
    assert!(server.requests().is_empty(), "nothing may be requested over such a connection");
}

#[test]
fn the_certificates_of_ca_file_are_trusted() {
    let authority = Authority::new("Example Corp Root");
    let server = Server::start_tls(&authority);
    server.file("", "[]");
    let (_folder, http) = trusting(&authority, config());
    assert_eq!(read(&http, &server.url()).unwrap().1, b"[]");
}

#[test]
fn a_ca_file_without_a_certificate_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    for text in ["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n"] {
        fs_err::write(&file, text).unwrap();
        let http = Http::new(HttpConfig { ca_file: Some(file.clone()), ..config() });
        let error = read(&http, "https://localhost:1/").unwrap_err();
        assert_eq!(error.code(), Code::SettingInvalid, "{error:?}");
    }
}

#[test]
fn https_uses_the_proxy_and_local_requests_do_not() {
    let authority = Authority::new("Example Root");
    let (server, plain, proxy) = (Server::start_tls(&authority), Server::start(), Proxy::start());
    server.file("", "[]");
    plain.file("", "[]");
    let rule = ProxyRule::Address(proxy.url());
    let (_folder, http) = trusting(&authority, HttpConfig { proxy: rule, ..config() });
    assert!(read(&http, &server.url()).is_ok());
    assert!(read(&http, &plain.url()).is_ok());
    let seen: Vec<_> = proxy.requests().into_iter().map(|request| (request.method, request.path)).collect();
    assert_eq!(seen, [("CONNECT".to_owned(), server.url()["https://".len()..].trim_end_matches('/').to_owned())]);
}

#[test]
fn the_variables_set_the_proxy_and_its_exceptions() {
    let authority = Authority::new("Example Root");
    let (server, proxy) = (Server::start_tls(&authority), Proxy::start());
    server.file("", "[]");
    let with = |except: &str| {
        let address = proxy.url().replace("http://", "http://me:secret@");
        let rule = ProxyRule::Variables { https: Some(("HTTPS_PROXY", address)), except: except.to_owned() };
        trusting(&authority, HttpConfig { proxy: rule, ..config() })
    };
    assert!(read(&with("localhost").1, &server.url()).is_ok());
    assert_eq!(proxy.requests().len(), 0);
    assert!(read(&with("go.dev").1, &server.url()).is_ok());
    assert_eq!(proxy.requests().len(), 1);
    assert_eq!(proxy.requests()[0].proxy_authorization.as_deref(), Some("Basic bWU6c2VjcmV0"));
}

#[test]
fn a_proxy_that_refuses_is_named() {
    let host = url("https://localhost:1/");
    for (status, transient) in [(407, false), (502, true)] {
        let proxy = Proxy::refusing(status);
        let http = Http::new(HttpConfig { proxy: ProxyRule::Address(proxy.url()), ..config() });
        let error = read(&http, host.as_str()).unwrap_err();
        assert_eq!((error.code(), error.is_transient()), (Code::NetProxy, transient), "{error:?}");
        assert!(error.to_string().contains(proxy.url().trim_start_matches("http://")), "{error}");
    }
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let http = Http::new(HttpConfig { proxy: ProxyRule::Address(format!("http://{closed}")), ..config() });
    let error = read(&http, host.as_str()).unwrap_err();
    assert_eq!(error.code(), Code::NetProxy, "{error:?}");
}

#[test]
fn the_login_that_a_proxy_wants_is_named() {
    for (lines, expected) in [
        ("Proxy-Authenticate: Negotiate\r\nproxy-authenticate: ntlm\r\n", "accepts only Negotiate, NTLM"),
        ("Proxy-Authenticate: Negotiate, Basic realm=\"x\"\r\n", "a user name and a password"),
        ("", "a user name and a password"),
    ] {
        let proxy = Proxy::asking(lines);
        let http = Http::new(HttpConfig { proxy: ProxyRule::Address(proxy.url()), ..config() });
        let error = read(&http, "https://localhost:1/").unwrap_err();
        let advice = error.advice().unwrap().to_string();
        assert!(advice.contains(expected), "{lines}: {advice}");
        let paths: Vec<_> = proxy.requests().into_iter().map(|request| request.path).collect();
        assert_eq!(paths, ["localhost:1", "localhost:1"]);
    }
}

/// The list names a proxy for http, for which Upgo has no use, and a server that is excepted.
#[test]
fn the_settings_of_windows_name_a_proxy_for_each_protocol() {
    let authority = Authority::new("Example Root");
    let (server, proxy) = (Server::start_tls(&authority), Proxy::start());
    server.file("", "[]");
    let through = |except: &str| {
        let proxies = format!("http=127.0.0.1:1;https={}", proxy.url().trim_start_matches("http://"));
        let settings = ProxySettings { proxies, except: except.to_owned(), ..ProxySettings::default() };
        let (_folder, http) = trusting(&authority, HttpConfig { proxy: ProxyRule::Windows(settings), ..config() });
        assert!(read(&http, &server.url()).is_ok());
        proxy.requests().len()
    };
    assert_eq!(through("<local>"), 0);
    assert_eq!(through("*.example"), 1);
}

/// Nothing listens where the script should be; on Linux, nothing runs scripts.
#[test]
fn a_script_that_cannot_be_used_is_named_when_the_connection_fails() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let script = format!("http://{closed}/proxy.pac");
    let settings = ProxySettings { script: Some(script.clone()), ..ProxySettings::default() };
    let http = Http::new(HttpConfig { proxy: ProxyRule::Windows(settings), ..config() });
    let error = read(&http, &format!("https://{closed}/")).unwrap_err();
    let advice = error.advice().unwrap().to_string();
    assert_eq!(error.code(), Code::NetOffline);
    assert!(advice.contains(&script) && advice.contains("upgo settings set proxy"), "{advice}");
}

#[cfg(windows)]
#[test]
fn windows_runs_the_script_that_names_the_proxy() {
    if upgo_testkit::is_wine() {
        return println!("SKIPPED: Wine has an engine of its own for scripts");
    }
    let authority = Authority::new("Example Root");
    let (server, scripts, proxy) = (Server::start_tls(&authority), Server::start(), Proxy::start());
    server.file("", "[]");
    let address = proxy.url().trim_start_matches("http://").to_owned();
    scripts.file("proxy.pac", format!("function FindProxyForURL(url, host) {{ return 'PROXY {address}; DIRECT'; }}"));
    let settings = ProxySettings { script: Some(scripts.url() + "proxy.pac"), ..ProxySettings::default() };
    let (_folder, http) = trusting(&authority, HttpConfig { proxy: ProxyRule::Windows(settings), ..config() });
    assert!(read(&http, &server.url()).is_ok());
    assert_eq!(proxy.requests().len(), 1);
}

#[test]
fn a_folder_works_like_a_server() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("feed with space"), "0123456789").unwrap();
    let base = url::Url::from_directory_path(folder.path()).unwrap();
    let (head, body) = read(&http(), base.join("feed with space").unwrap().as_str()).unwrap();
    assert_eq!((head.status, body.as_slice()), (200, b"0123456789".as_slice()));
    let last = upgo_engine::net::http::ByteRange::Last(3);
    let get = Get { range: Some(last), ..Get::new(Purpose::Archive, base.join("feed with space").unwrap()) };
    let (head, body) = http().read(&get, LIMIT, &Cancel::default()).unwrap();
    assert_eq!((head.status, head.range.unwrap().first, body.as_slice()), (206, 7, b"789".as_slice()));
    let error = read(&http(), base.join("none").unwrap().as_str()).unwrap_err();
    assert!(error.is_missing(), "{error:?}");
}
