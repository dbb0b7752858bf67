//! Prints the TypeScript of the bridge, for `npm run gen`.
#![expect(clippy::print_stdout, reason = "a generator prints")]

use specta_typescript::Typescript;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bindings.ts");
    upgo_desktop::bridge::bridge().export(Typescript::default(), &path)?;
    print!("{}", std::fs::read_to_string(path)?);
    Ok(())
}
