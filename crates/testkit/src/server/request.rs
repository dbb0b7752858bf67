//! The requests to the server.
use std::io::Read;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// The path without the leading `/` and the query: the name of a file, or empty.
    pub path: String,
    /// The query, after the `?`.
    pub query: String,
    pub range: Option<String>,
    pub if_range: Option<String>,
    pub if_none_match: Option<String>,
    pub accept_encoding: Option<String>,
    pub authorization: Option<String>,
    pub proxy_authorization: Option<String>,
    /// The number of the connection, counted from 0.
    pub connection: usize,
}

/// `None` at the end of the connection.
pub(super) fn read(stream: &mut impl Read, connection: usize) -> Option<Seen> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let name = path.strip_prefix('/').unwrap_or(path).to_owned();
    let mut seen = Seen { method, path: name, query: query.to_owned(), connection, ..Seen::default() };
    for line in lines {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = Some(value.trim().to_owned());
        match key.to_ascii_lowercase().as_str() {
            "range" => seen.range = value,
            "if-range" => seen.if_range = value,
            "if-none-match" => seen.if_none_match = value,
            "accept-encoding" => seen.accept_encoding = value,
            "authorization" => seen.authorization = value,
            "proxy-authorization" => seen.proxy_authorization = value,
            _ => {}
        }
    }
    Some(seen)
}
