//! STUB
use crate::catalog::ReleaseRequest;
use crate::report::Problem;
use std::path::Path;
use url::Url;
#[allow(missing_docs)]
#[derive(Debug, Clone)]
pub struct Settings {
    pub channel: Chan,
    pub keep_versions: usize,
    pub keep_archives: bool,
    pub mirrors: Vec<Url>,
    pub modify_path: bool,
    pub proxy: Option<String>,
    pub ca_file: Option<std::path::PathBuf>,
}
#[allow(missing_docs)]
#[derive(Debug, Clone)]
pub struct Chan;
impl Chan {
    #[allow(missing_docs)]
    pub fn request(&self) -> ReleaseRequest {
        ReleaseRequest::Latest
    }
}
#[allow(missing_docs)]
pub struct Loaded {
    pub settings: Settings,
    pub problem: Option<Problem>,
}
#[allow(missing_docs)]
pub fn load(_: &Path) -> Loaded {
    Loaded {
        settings: Settings {
            channel: Chan,
            keep_versions: 3,
            keep_archives: false,
            mirrors: vec![],
            modify_path: true,
            proxy: None,
            ca_file: None,
        },
        problem: None,
    }
}
#[allow(missing_docs)]
pub fn markdown() -> String {
    String::new()
}
