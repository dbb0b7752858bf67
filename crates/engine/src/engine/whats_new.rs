//! `whatsnew`: what an upgrade from one release to another brings. Never goes online.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::Feed;
use crate::catalog::ReleaseRequest;
use crate::report::Problem;
use crate::version::Version;
use crate::whats_new::{FixesNews, NewSetting, ProjectNews, ReleaseNews, UnknownDefaults, WhatsNewSummary};

/// The arguments of `whatsnew`.
#[derive(Clone, Debug, Default)]
pub struct WhatsNewRequest {
    /// The version before the upgrade; without one, the Go that a new terminal runs.
    pub from: Option<ReleaseRequest>,
    /// The version after it; without one, the release that Upgo offers.
    pub to: Option<ReleaseRequest>,
    /// The folders of the projects; without any, those in the settings.
    pub projects: Vec<PathBuf>,
}

/// What an upgrade brings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct WhatsNewReport {
    /// The version before the upgrade.
    pub from: Version,
    /// The version after it.
    pub to: Version,
    /// The report in a few lines.
    pub summary: WhatsNewSummary,
    /// The releases after the old version up to the new one, newest first. Pre-releases are left out, except for the new
    /// version.
    pub releases: Vec<ReleaseNews>,
    /// The vulnerabilities that the upgrade fixes; `null` if the database was never fetched, or has no answer.
    pub fixes: Option<FixesNews>,
    /// What the upgrade means for each project, the most important first.
    pub projects: Vec<ProjectNews>,
    /// The settings that the new Go has and the old one lacks, and that no `go` line decides.
    pub new_settings: Vec<NewSetting>,
    /// The versions whose GODEBUG defaults are unknown here.
    pub unknown_defaults: Vec<UnknownDefaults>,
    /// The source of the release list, and its age.
    pub feed: Feed,
    /// Warnings for the user.
    pub warnings: Vec<Problem>,
}
