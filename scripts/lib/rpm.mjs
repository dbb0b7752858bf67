// Makes the RPM package for Fedora, openSUSE and their relatives.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./inputs.mjs";
import { run } from "./package-tools.mjs";
import { dateText, fillTree, maintainer, makeReadable, namesOf, version, withTilde } from "./packages.mjs";
import { Unavailable, inFolder } from "./tools.mjs";

/** The processors by their names in RPM. */
const ARCHITECTURES = { x64: "x86_64", arm64: "aarch64" };

/**
 * Makes the package in `folder` and returns its path. `programs` are paths: `upgo`, perhaps `upgo-desktop`. `quick` omits the
 * compression and `versionOf` sets another version; both are for tests. The libraries that it needs are found by
 * rpmbuild, by their names, which are the same on all distributions.
 */
export function makeRpm(programs, folder, { quick = false, versionOf = version } = {}) {
  const architecture = ARCHITECTURES[process.arch];
  if (!architecture) throw new Unavailable(`no RPM package is made for ${process.arch}`);
  return inFolder("upgo-rpm-", (work) => {
    const tree = join(work, "tree");
    mkdirSync(tree);
    const [name, rival] = namesOf(programs);
    const places = { zsh: "site-functions", licence: `usr/share/licenses/${name}/LICENSE`, changelog: `usr/share/doc/${name}/CHANGELOG.md` };
    fillTree(tree, programs, places);
    makeReadable(tree);
    writeFileSync(join(work, "upgo.spec"), spec(tree, { name, rival, places }, versionOf, quick));
    const defines = { _topdir: work, _rpmdir: join(work, "made"), _dbpath: join(work, "database") };
    const options = Object.entries(defines).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
    const args = ["-bb", "--quiet", "--target", `${architecture}-linux`, "--buildroot", join(work, "root"), ...options];
    run("rpmbuild", [...args, join(work, "upgo.spec")], { cwd: work, env: { TZ: "UTC" }, debianPackage: "rpm" });
    const [made] = readdirSync(join(work, "made"), { recursive: true }).filter((name) => name.endsWith(".rpm"));
    const out = join(folder, `${name}-${withTilde(versionOf)}-1.${architecture}.rpm`);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(work, "made", made), out);
    return out;
  });
}

function spec(tree, { name, rival, places }, version, quick) {
  const [weekday, day, month, year] = dateText().split(/,? /);
  const list = filesBelow(tree).map((file) => {
    const kind = file === places.licence ? "%license " : file === places.changelog ? "%doc " : "";
    return `${kind}/${file}`;
  });
  return `Name: ${name}
Version: ${withTilde(version)}
Release: 1
Summary: Keeps the Go toolchain up to date
License: MIT
Group: Development/Tools
Vendor: The Upgo authors
Packager: ${maintainer}
Conflicts: ${rival}
${name === "upgo" ? "# loaded at run time, for the tray icon\nRecommends: libayatana-appindicator3.so.1()(64bit)" : ""}

# The programs are built, stripped and in their places. What a distribution would do with them is left out.
%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none
# The same package from the same programs: the date of the commit, and no name of the machine.
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _buildhost upgo
%global _binary_payload ${quick ? "w0.ufdio" : "w6.xzdio"}

%description
Upgo shows which Go your terminal runs and whether there is a newer one,
upgrades it with one click or command without root, and takes any change back.
It manages Go in your home folder and does not touch the system's own packages.

%install
cp -a ${tree}/. %{buildroot}/

%files
%defattr(-,root,root,-)
%dir /usr/share/doc/${name}
%dir /usr/share/licenses/${name}
${list.join("\n")}

%changelog
* ${weekday} ${month} ${day} ${year} ${maintainer} - ${withTilde(version)}-1
- See CHANGELOG.md in /usr/share/doc/${name}
`;
}
