//! What an upgrade brings: the releases between, the fixed vulnerabilities, and each project's GODEBUG defaults. Pure.
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
