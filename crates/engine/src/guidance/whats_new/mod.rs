//! What an upgrade from one release to another brings: the releases between, the vulnerabilities fixed on the way, and the
//! GODEBUG defaults that change for each project. Pure.
mod defaults;
mod project;
mod releases;
mod report;
mod summary;
#[cfg(test)]
mod tests;

pub(crate) use defaults::{TableOf, new_settings};
pub(crate) use project::{ProjectFacts, news_of, unknown};
pub use releases::{fixes, releases};
pub use report::{
    FixesNews, NewSetting, NewsOutlook, ProgramNews, ProjectNews, ReleaseNews, SettingEffect, SettingNews,
    UnknownDefaults, WhatsNewSummary,
};
pub use summary::{SummaryFacts, summary};
