// A formula for Homebrew on Linux, for a tap of the project. Not a cask: casks are for macOS, and there is no Upgo for
// macOS. It installs the command line alone, because the window needs a WebKitGTK that Homebrew does not have.
import { addresses } from "../project.mjs";
import { LICENCE, SHORT, pick } from "./words.mjs";

const MACHINES = { on_intel: "amd64", on_arm: "arm64" };

export function homebrew(release, project) {
  const { homepage, file } = addresses(project);
  const machines = Object.entries(MACHINES).flatMap(([block, arch]) => {
    const found = pick(release, "programs", "linux", arch);
    if (!found) return [];
    return `    ${block} do\n      url "${file(release.version, found.name)}"\n      sha256 "${found.sha256}"\n    end`;
  });
  const only = machines.length === 1 ? "  depends_on arch: :x86_64\n" : "";
  return {
    "upgo.rb": `class Upgo < Formula
  desc "${SHORT.en}"
  homepage "${homepage}"
  version "${release.version}"
  license "${LICENCE}"

  livecheck do
    url :stable
    strategy :github_latest
  end

${only}  depends_on :linux

  on_linux do
${machines.join("\n")}
  end

  def install
    bin.install "upgo"
    generate_completions_from_executable(bin/"upgo", "completions")
    (man1/"upgo.1").write Utils.safe_popen_read(bin/"upgo", "man")
  end

  def caveats
    <<~EOS
      This is the command line alone. The Debian package, the RPM and the AppImage contain the window, too:
        ${addresses(project).release(release.version)}
    EOS
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/upgo --version")
  end
end
`,
  };
}
