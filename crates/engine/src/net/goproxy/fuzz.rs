//! For fuzzing: the file of logins.

pub(crate) fn netrc(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let logins = super::netrc::parse(&text);
    assert!(logins.len() <= text.split_whitespace().count() / 6);
    for login in &logins {
        let fields = [&login.machine, &login.user, &login.password];
        assert!(fields.iter().all(|field| !field.is_empty() && !field.contains(char::is_whitespace)));
    }
    assert!(format!("{logins:?}").len() <= 64 + text.len() * 12);
}
