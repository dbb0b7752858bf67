//! Links the manifest and the version of Upgo's own programs, without which Windows answers differently.

#[path = "../../../packaging/windows/resource.rs"]
mod resource;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    match resource::linked(Some("Upgo questions to Windows")) {
        Ok(Some(file)) => println!("cargo::rustc-link-arg-bins={}", file.display()),
        Ok(None) => {}
        Err(reason) => println!("cargo::error=the manifest could not be made: {reason}"),
    }
}
