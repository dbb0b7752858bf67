import type { versions as english } from "../en/versions";

/** The page Versions, in Simplified Chinese. */
export const versions: typeof english = {
  installFromFile: "从文件安装",

  searchName: "搜索版本",
  searchHint: (count) => `搜索 ${count} 个版本，例如 1.26 或 rc`,
  searchHintEmpty: "搜索，例如 1.26 或 rc",
  channelName: "要显示的版本",
  channels: { stable: "稳定版", prerelease: "预发布", all: "全部" },

  installed: "已安装",
  installedCount: (count) => `${count} 个`,
  installedSum: (count, size, isMore) => (isMore ? `${count} 个 · 超过 ${size}` : `${count} 个 · ${size}`),
  available: "可安装",
  availableOrder: {
    stable: "稳定版，从新到旧",
    prerelease: "预发布版，从新到旧",
    all: "从新到旧",
  },
  found: (count) => `找到 ${count} 个版本`,
  line: (line, count) => `Go ${line} · ${count} 个版本`,
  restOfLine: (line, count) => `Go ${line} · ${count} 个更早的版本`,

  unknownVersion: "版本未知的 Go",
  releasedOn: (date) => `${date}发布`,
  releaseDateUnknown: "发布日期未知",
  lastOfLine: (line) => `Go ${line} 的最后一个版本`,
  runs: (name, processes) => (processes === 1 ? `${name} 正在使用它` : `${name} 正在使用它（${processes} 个进程）`),

  installAndUse: "安装并使用",
  copyDigest: "复制 SHA-256",
  ownedBy: (owner) => `由 ${owner} 管理，请在那里移除。`,
  chosen: "Upgo 的切换指向它",
  owners: {
    msi: "Go 安装程序",
    zip: "解压它的人",
    "golang-dl": "golang.org/dl",
    gotoolchain: "go 自身",
    package: "系统的包管理器",
    unknown: "其他程序",
  },
  adoptAndRemove: "接管并移除旧文件夹",
  stepAside: "让 Upgo 的 Go 优先",
  keepSystem: "保留它，并用安装程序升级",
  repair: "修复",
  noChecksum: "没有官方校验值",
  noFile: "没有适用于这台电脑的文件",
  unmet: {
    "system-too-old": (needs, system) => `需要 ${needs} 或更高版本；当前系统是 ${system}`,
    "release-too-old": (needs, system) => `对 ${system} 来说太旧，它只能运行 Go ${needs} 及更高版本`,
  },
  otherArch: (arch) => `为 ${arch} 编译，不是此电脑的架构`,
  busy: "有一项更改正在进行，完成后才能开始下一项。",
  running: "正在进行",
  progressOf: (version) => `${version} 的进度`,

  comma: "，",
  installedByUpgo: "由 Upgo 安装",
  origin: (origin) => `来源：${origin}`,

  noMatch: (query) => `没有与 “${query}” 匹配的版本`,
  noMatchHint: "可搜索版本号、rc、beta 以及安装来源。",
  clearSearch: "清除搜索",
  nothingKnown: "还没有已知的版本",
  nothingKnownHint: "Upgo 还没有连接上 go.dev。你手头的文件无需网络即可安装。",
  allInstalled: "这里的版本均已安装。",
  nothingInstalled: "还没有安装 Go。",
  stale: (date) => `截至 ${date}。此后 go.dev 一直没有响应，可能已有更新的版本。`,

  unused: (count) => `有 ${count} 个版本未使用`,
  removeUnused: "移除它们",

  dropTitle: "松开即可安装",
  dropHint: "Upgo 会用官方 SHA-256 校验该文件，然后显示将会发生什么。",
  dropRefused: (name) => `${name} 不是 Go 的压缩包。Upgo 可以安装来自 go.dev 的 .zip 和 .tar.gz 文件。`,
  dropBehindDialog: "请先处理对话框，再拖放文件。",
  dropSeveral: "一次只能安装一个文件。没有安装任何内容。",

  vouch: {
    title: "该文件没有已知的官方校验值",
    file: "文件",
    digest: "文件的 SHA-256",
    copyDigest: " SHA-256",
    meaning: "Upgo 无法判断该文件是否由 Go 团队制作。被篡改的文件会在你下次构建时以你的全部权限运行。",
    advice: "请将此 SHA-256 与你信任的值比较，例如 go.dev/dl 上的值，或向提供文件的人索取。一致时才继续。",
    confirm: "我已比较，两者一致",
    proceed: "显示计划",
  },
};
