// The package upgo-bin in the Arch User Repository: the files of the Debian package, in Arch's places.
import { addresses } from "../project.mjs";
import { LICENCE, SHORT, pick } from "./words.mjs";

const MACHINES = { x86_64: "amd64", aarch64: "arm64" };

/** What the Debian package depends on, by Arch's names. */
const DEPENDS = ["glibc", "gcc-libs", "gtk3", "webkit2gtk-4.1", "libayatana-appindicator", "hicolor-icon-theme"];

/** The names of Arch, in the order in which makepkg prints them. */
function fields(release, project) {
  const { homepage, file } = addresses(project);
  const there = Object.entries(MACHINES).filter(([, arch]) => pick(release, "deb", "linux", arch));
  const sources = there.map(([name, arch]) => {
    const deb = pick(release, "deb", "linux", arch);
    return [name, [`upgo-${release.version}-${name}.deb::${file(release.version, deb.name)}`], [deb.sha256]];
  });
  return {
    pkgdesc: SHORT.en,
    pkgver: release.version,
    pkgrel: "1",
    url: homepage,
    arch: there.map(([name]) => name),
    license: [LICENCE],
    depends: DEPENDS,
    provides: ["upgo"],
    conflicts: ["upgo"],
    options: ["!strip", "!debug"],
    sources,
  };
}

export function aur(release, project) {
  const found = fields(release, project);
  return { PKGBUILD: pkgbuild(found), ".SRCINFO": srcinfo(found) };
}

const list = (values) => `(${values.map(quoted).join(" ")})`;
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function pkgbuild(found) {
  return `# Maintainer: The Upgo authors
# Made by the release of Upgo from its release.json. Changes belong there.
pkgname=upgo-bin
pkgver=${found.pkgver}
pkgrel=${found.pkgrel}
pkgdesc=${quoted(found.pkgdesc)}
arch=${list(found.arch)}
url=${quoted(found.url)}
license=${list(found.license)}
depends=${list(found.depends)}
provides=${list(found.provides)}
conflicts=${list(found.conflicts)}
options=${list(found.options)}
${found.sources.map(([arch, source, sum]) => `source_${arch}=${list(source)}\nsha256sums_${arch}=${list(sum)}`).join("\n")}

package() {
  bsdtar -xf "$srcdir"/data.tar.* -C "$pkgdir"
  install -Dm644 "$pkgdir/usr/share/doc/upgo/copyright" "$pkgdir/usr/share/licenses/$pkgname/LICENSE"
  install -d "$pkgdir/usr/share/zsh/site-functions"
  mv "$pkgdir/usr/share/zsh/vendor-completions/_upgo" "$pkgdir/usr/share/zsh/site-functions/_upgo"
  rmdir "$pkgdir/usr/share/zsh/vendor-completions"
}
`;
}

/** What `makepkg --printsrcinfo` prints. The repository of AUR asks for it beside the PKGBUILD. */
function srcinfo({ sources, ...found }) {
  const line = (name, value) => `\t${name} = ${value}\n`;
  const order = ["pkgdesc", "pkgver", "pkgrel", "url", "arch", "license", "depends", "provides", "conflicts", "options"];
  const common = order.flatMap((name) => [found[name]].flat().map((value) => line(name, value)));
  const of = sources.flatMap(([arch, source, sum]) => [
    ...source.map((value) => line(`source_${arch}`, value)),
    ...sum.map((value) => line(`sha256sums_${arch}`, value)),
  ]);
  return `pkgbase = upgo-bin\n${[...common, ...of].join("")}\npkgname = upgo-bin\n`;
}
