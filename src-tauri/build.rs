//! Embeds the page, the icon and the manifest.
fn main() {
    tauri_build::build();
}
