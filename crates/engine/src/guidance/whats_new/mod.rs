//! What an upgrade from one release to another brings: the releases between, the vulnerabilities fixed on the way, and the
//! GODEBUG defaults that change for each project. Pure.
mod report;

pub use report::{
    FixesNews, NewsLine, NewsOutlook, ProgramNews, ProjectNews, ReleaseNews, SettingEffect, SettingNews,
    UnknownDefaults, WhatsNewSummary,
};
