import type { settings as english } from "../en/settings";

/** The page Settings, in Simplified Chinese. */
export const settings: typeof english = {
  on: "开",
  off: "关",
  changed: "设置已更改",

  updates: "更新",
  channel: "建议的版本",
  channelHint: "主页提供的版本，也是 upgo upgrade 采用的版本",
  channels: { stable: "仅稳定版", rc: "包括候选版", beta: "包括测试版" },
  proof: "来源证明",
  proofHint: "必须有什么为版本作证",
  proofs: { digest: "校验值", "when-reachable": "校验值，能获取时还需证明", required: "必须有证明" },
  checkDaily: "每天检查新版本",
  checkDailyHint: "关闭后，仅在你要求时检查",

  notifications: "通知",
  newReleases: "新版本与结果",
  newReleasesHint: "此窗口在前台时不会通知",
  test: "发送测试通知",
  testHint: "查看通知能否送达",
  testSend: "发送",
  testSent: "已发送。如果没有出现，请检查系统的通知设置和专注模式。",
  testFailed: "未能发送。",

  storage: "版本与 PATH",
  keepVersions: "保留的版本数",
  keepVersionsHint: "超出时 Upgo 会建议移除，但绝不自行移除",
  keepVersionsCount: (count) => `${count} 个版本`,
  keepArchives: "保留下载的压缩包",
  keepArchivesHint: "安装后留在缓存中，会占用空间",

  background: "后台",
  startWithWindows: "随 Windows 启动",
  startAtLogin: "登录时启动",
  startHint: "仅托盘图标。打开窗口时才会加载它。",
  closeToTray: "关闭窗口后继续运行",
  closeToTrayHint: "托盘图标会保留。关闭此项后，关闭窗口即退出 Upgo。",

  modifyPath: "需要时更改 PATH",
  modifyPathHint: "每次编辑之前都会先给你看。关闭后，Upgo 只告诉你要添加什么。",

  folders: "文件夹",
  home: "Upgo 的文件夹",
  file: "设置文件",

  appearance: "外观",
  theme: "主题",
  themes: { light: "浅色", dark: "深色" },
  sameAsWindows: "与 Windows 相同",
  sameAsSystem: "与系统相同",
  language: "语言",
  languages: { en: "English", "zh-CN": "简体中文" },

  about: "关于",
  version: (version) => `Upgo ${version}`,
  facts: "独立于 Google。MIT 许可证。漏洞数据：The Go Authors，CC BY 4.0。",
  copyDiagnostics: "复制诊断信息",
  diagnosticsHint: "以 JSON 形式复制版本、设置和位置，用于反馈问题。不会发送任何内容。",

  broken: "无法读取设置文件。上次有效的值继续生效。",
  brokenAt: (line, column) =>
    `设置文件第 ${line} 行${column === null ? "" : `第 ${column} 列`}有错误。上次有效的值继续生效。`,
  openFile: "打开文件",
};
