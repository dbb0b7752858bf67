//! Reading one file of an archive.
use upgo_engine::base::report::Cancel;
use upgo_engine::store::unpack::{Format, read_one};
use upgo_testkit::release::Release;

#[test]
fn one_file_is_read_from_each_format() {
    let folder = tempfile::tempdir().unwrap();
    let (cancel, path) = (Cancel::default(), "src/internal/godebugs/table.go");
    let release = |os| Release::sample_for("go1.27.3", os, "amd64", b"").with_file(path, b"the table");
    let [tar_gz, zip] = ["linux", "windows"].map(release);
    let module = format!("v0.0.1-{}.zip", tar_gz.toolchain());
    for (name, bytes, format) in [
        (tar_gz.filename(), tar_gz.bytes().to_vec(), Format::TarGz),
        (zip.filename(), zip.bytes().to_vec(), Format::Zip),
        (module.as_str(), tar_gz.module_zip(&[]), Format::ModuleZip),
    ] {
        let archive = folder.path().join(name);
        std::fs::write(&archive, &bytes).unwrap();
        let read = |path: &str, limit| read_one(format, &archive, path, limit, &cancel);
        assert_eq!(read(path, 9).as_deref(), Some(&b"the table"[..]), "{name}");
        assert_eq!(read(path, 8), None, "{name}: it has one byte more");
        assert_eq!(read("src/internal/godebugs", 1 << 20), None, "{name}: a folder, or nothing");
        assert_eq!(read("../VERSION", 1 << 20), None, "{name}");
        let cancelled = Cancel::default();
        cancelled.cancel();
        let is_slow = format == Format::TarGz;
        assert_eq!(read_one(format, &archive, path, 9, &cancelled).is_none(), is_slow, "{name}");
        for end in [0, 1, bytes.len() / 2] {
            std::fs::write(&archive, &bytes[..end]).unwrap();
            read(path, 9); // it ends, whatever the input
        }
        std::fs::remove_file(&archive).unwrap();
        assert_eq!(read(path, 9), None, "{name} is gone");
    }
}
