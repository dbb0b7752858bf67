//! Archives of real Go, if scripts/real-go.py has made them.
use std::path::PathBuf;

/// The folder may not exist.
pub fn folder() -> PathBuf {
    tools("real-go")
}

/// Real Go's build cache, for all runs: the standard library is compiled once per release, wherever its tree is.
pub fn build_cache() -> PathBuf {
    tools("go-build")
}

/// A folder of files made by the scripts, which may not exist.
pub(crate) fn tools(name: &str) -> PathBuf {
    let cache = || std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let of_user = || std::env::home_dir().unwrap_or_default().join(".cache");
    let tools = std::env::var_os("UPGO_TOOLS").map(PathBuf::from);
    let tools = tools.unwrap_or_else(|| cache().unwrap_or_else(of_user).join("upgo-dev"));
    // Under Wine, the variables have paths of the host, which are those of drive Z:.
    std::path::absolute(tools.join(name)).unwrap()
}

/// The archive `name`. If it is missing, reports that and returns `None`.
#[expect(clippy::print_stdout, reason = "a test reports that it was skipped")]
pub fn archive(name: &str) -> Option<PathBuf> {
    let path = folder().join(name);
    if !path.is_file() {
        println!("SKIPPED: {} is missing", path.display());
        return None;
    }
    Some(path)
}
