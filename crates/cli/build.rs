//! Leaves what debuggers want out of the sample `go` of the tests, which they install some thousand times: 20 MB on Windows.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("gnu") {
        println!("cargo::rustc-link-arg-examples=-Wl,--strip-all");
    }
}
