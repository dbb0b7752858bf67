//! Embeds the page, the icon and the manifest, and declares the page's commands.
//!
//! Tauri permits every command as long as none is declared. The declared ones need a permission in the window's
//! capability. That file is their only list, so the commands that it permits are declared, and every other one is
//! refused.
use std::error::Error;

use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn Error>> {
    let commands = permitted(&std::fs::read_to_string("capabilities/main.json")?)?;
    tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(commands)))?;
    Ok(())
}

/// The commands that a capability permits: `open_link` for `allow-open-link`. A permission with a colon is a plugin's.
fn permitted(capability: &str) -> Result<&'static [&'static str], Box<dyn Error>> {
    let capability: serde_json::Value = serde_json::from_str(capability)?;
    let permissions = capability["permissions"].as_array().ok_or("the capability has no list of permissions")?;
    let own = permissions.iter().filter_map(|permission| permission.as_str()?.strip_prefix("allow-"));
    let commands: Vec<&str> = own.map(|name| &*name.replace('-', "_").leak()).collect();
    Ok(commands.leak())
}
