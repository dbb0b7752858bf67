//! Embeds the page, the icon and the manifest, and declares the page's commands.
//!
//! Tauri permits every command as long as none is declared. The declared ones need a permission in the window's
//! capability. That file is their only list, so the commands that it permits are declared, and every other one is
//! refused.
use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::time::SystemTime;

use tauri_build::{AppManifest, Attributes, WindowsAttributes};

#[path = "../packaging/windows/resource.rs"]
mod resource;

#[expect(clippy::disallowed_methods, reason = "it runs when Upgo is built, not on a user's machine")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../icons"); // the compiler does not see which pictures a macro reads
    let pictures = Path::new(&std::env::var("OUT_DIR")?).join("tray_pictures.rs");
    std::fs::write(pictures, tray_pictures())?;
    let commands = permitted(&std::fs::read_to_string("capabilities/main.json")?)?;
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(commands));
    tauri_build::try_build(attributes.windows_attributes(WindowsAttributes::new_without_app_manifest()))?;
    // Into each program, because what Tauri imports is also in those of the tests, and Windows loads none of them
    // without the manifest. Tauri would embed its own only into the window's.
    if let Some(file) = resource::linked(None)? {
        println!("cargo::rustc-link-arg={}", file.display());
    }
    date_back(Path::new("permissions"), std::fs::metadata("capabilities/main.json")?.modified()?);
    Ok(())
}

/// The function that returns a picture of the tray icon, of the files that `npm run icons` makes.
fn tray_pictures() -> String {
    let still = ["current", "update", "security"].map(|name| (name.to_owned(), name, 0));
    let turning = (0..8).map(|frame| (format!("working-{frame}"), "working", frame));
    let mut arms = String::new();
    for (file, name, frame) in still.into_iter().chain(turning).chain([("problem".to_owned(), "_", 0)]) {
        for (theme, is_light) in [("light", true), ("dark", false)] {
            for width in [16, 20, 24, 32] {
                let file = format!("../icons/tray-{file}-{theme}-{width}.png");
                // the match has every value: the last state and the last size stand for all others
                let state = if name == "_" { "_, _".to_owned() } else { format!("{name:?}, {frame}") };
                let width = if width == 32 { "_".to_owned() } else { width.to_string() };
                writeln!(arms, "({state}, {is_light}, {width}) => include_image!({file:?}),").ok();
            }
        }
    }
    format!(
        "#[expect(clippy::too_many_lines, reason = \"an arm for each picture\")]\n\
         fn picture(name: &str, frame: u8, is_light: bool, width: u32) -> Image<'static> {{\n\
         match (name, frame, is_light, width) {{\n{arms}}}\n}}\n"
    )
}

/// Gives the permissions that Tauri has just generated the time of their source. Files that are newer than the start of
/// this program are a change for cargo, which would compile the desktop program a second time. Where the time cannot be
/// set, it does.
fn date_back(path: &Path, time: SystemTime) {
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        date_back(&entry.path(), time);
    }
    File::open(path).and_then(|file| file.set_modified(time)).ok();
}

/// The commands that a capability permits: `open_link` for `allow-open-link`. A permission with a colon is a plugin's.
fn permitted(capability: &str) -> Result<&'static [&'static str], Box<dyn Error>> {
    let capability: serde_json::Value = serde_json::from_str(capability)?;
    let permissions = capability["permissions"].as_array().ok_or("the capability has no list of permissions")?;
    let own = permissions.iter().filter_map(|permission| permission.as_str()?.strip_prefix("allow-"));
    let commands: Vec<&str> = own.map(|name| &*name.replace('-', "_").leak()).collect();
    Ok(commands.leak())
}
