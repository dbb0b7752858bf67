//! Links the manifest and the version. The launcher that travels inside `upgo` gets the same from the engine's build
//! script, which compiles it.

#[path = "../../packaging/windows/resource.rs"]
mod resource;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    match resource::linked(Some("Upgo launcher for Go")) {
        Ok(Some(file)) => println!("cargo::rustc-link-arg-bins={}", file.display()),
        Ok(None) => {}
        Err(reason) => println!("cargo::error=the manifest could not be made: {reason}"),
    }
}
