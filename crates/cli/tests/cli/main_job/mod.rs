//! The main job: install, switch, upgrade, roll back, remove.
mod install;
mod path;
mod remove;
mod sources;
mod upgrade;
