//! Archives of real Go, if they were made (scripts/real-go.py).
use std::path::PathBuf;

/// The folder that they lie in; it need not be there.
pub fn folder() -> PathBuf {
    tools("real-go")
}

/// Where real Go keeps what it has compiled, for every test and every run: the standard library is compiled once for each
/// release, wherever its tree lies.
pub fn build_cache() -> PathBuf {
    tools("go-build")
}

/// A folder of what the scripts make; it need not be there.
pub(crate) fn tools(name: &str) -> PathBuf {
    let cache = || std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let of_user = || std::env::home_dir().unwrap_or_default().join(".cache");
    let tools = std::env::var_os("UPGO_TOOLS").map(PathBuf::from);
    let tools = tools.unwrap_or_else(|| cache().unwrap_or_else(of_user).join("upgo-dev"));
    // Under Wine the variables have paths of the host, which are those of drive Z:.
    std::path::absolute(tools.join(name)).unwrap()
}

/// The archive `name`; without it, says so and gives `None`.
#[allow(clippy::print_stdout)] // a test says what it skips
pub fn archive(name: &str) -> Option<PathBuf> {
    let path = folder().join(name);
    if !path.is_file() {
        println!("SKIPPED: {} is not there", path.display());
        return None;
    }
    Some(path)
}
