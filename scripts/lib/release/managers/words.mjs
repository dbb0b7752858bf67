// What the package managers say about Upgo, in both languages.

export const NAME = "Upgo";
export const PUBLISHER = "Upgo";
export const COPYRIGHT = "Copyright 2026 The Upgo authors";
export const LICENCE = "MIT";

/** At most 80 characters, because Homebrew and the AUR show no more. */
export const SHORT = { en: "Keeps the Go toolchain up to date", "zh-CN": "让 Go 工具链保持最新" };

export const LONG = {
  en: `Upgo keeps the Go toolchain on your machine up to date. A small window and a tray icon show which Go your terminal runs and whether a newer release is available. One click upgrades; one click rolls back. The upgo command does the same in a terminal.

You need no administrator rights and no restart, and go keeps working throughout. An archive is installed only if its checksum matches the one in Go's official release list.`,
  "zh-CN": `Upgo 让你电脑上的 Go 工具链保持最新。一个小窗口和通知区域图标会显示终端运行的是哪个 Go，以及是否有更新的版本。一键升级，一键回退；在终端中可用 upgo 命令完成同样的操作。

无需管理员权限，无需重启，升级期间 go 照常可用。只有校验和与 Go 官方发布列表一致的安装包才会被安装。`,
};

export const TAGS = ["go", "golang", "toolchain", "updater", "version-manager", "development"];
export const TAGS_ZH = ["go", "golang", "工具链", "更新", "版本管理", "开发工具"];

/** The file of a release with these properties, or undefined. */
export function pick({ files }, kind, os, arch) {
  return files.find((each) => each.kind === kind && each.os === os && each.arch === arch);
}
