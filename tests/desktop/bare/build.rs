//! Makes what Tauri needs of its configuration.
fn main() {
    tauri_build::build();
}
