/** The page Settings. */
export const settings = {
  on: "On",
  off: "Off",
  changed: "Setting changed",

  updates: "Updates",
  channel: "Releases to suggest",
  channelHint: "What Home offers, and what upgo upgrade takes",
  channels: { stable: "Stable only", rc: "Release candidates too", beta: "Betas too" },
  proof: "Proof of origin",
  proofHint: "What must vouch for a release",
  proofs: {
    digest: "Digest",
    "when-reachable": "Digest, and the proof when it can be reached",
    required: "Proof required",
  },
  checkDaily: "Check for releases every day",
  checkDailyHint: "When off, Upgo looks only when you ask",

  notifications: "Notifications",
  newReleases: "New releases and results",
  newReleasesHint: "Never while this window is in front",
  test: "Send a test notification",
  testHint: "Shows whether notifications reach you",
  testSend: "Send",
  testSent: "Sent. If nothing appeared, look at the notification settings and the focus mode of your system.",
  testFailed: "It was not sent.",

  storage: "Versions and PATH",
  keepVersions: "Versions to keep",
  keepVersionsHint: "Upgo suggests removing what is beyond, and removes nothing by itself",
  keepVersionsCount: (count: number) => (count === 1 ? "1 version" : `${count} versions`),
  keepArchives: "Keep downloaded archives",
  keepArchivesHint: "They stay in the cache after installation and take up space",

  background: "Background",
  startWithWindows: "Start with Windows",
  startAtLogin: "Start at log-in",
  startHint: "Only the tray icon. The window is loaded when you open it.",
  closeToTray: "Keep running when the window is closed",
  closeToTrayHint: "The tray icon stays. When off, closing the window quits Upgo.",

  modifyPath: "Change PATH when needed",
  modifyPathHint: "You see each edit before it is made. When off, Upgo tells you what to add.",

  folders: "Folders",
  home: "Upgo's folder",
  file: "Settings file",

  appearance: "Appearance",
  theme: "Theme",
  themes: { light: "Light", dark: "Dark" },
  sameAsWindows: "Same as Windows",
  sameAsSystem: "Same as the system",
  language: "Language",
  /** A language is named in itself, so that it is found by those who read no other. */
  languages: { en: "English", "zh-CN": "简体中文" },

  about: "About",
  version: (version: string) => `Upgo ${version}`,
  facts: "Independent of Google. MIT License. Vulnerability data: The Go Authors, CC BY 4.0.",
  copyDiagnostics: "Copy diagnostics",
  diagnosticsHint: "Versions, settings and places as JSON, for a report. Nothing is sent.",

  broken: "The settings file cannot be read. The last good values stay in force.",
  brokenAt: (line: number, column: number | null) =>
    `The settings file has a mistake in line ${line}${column === null ? "" : `, column ${column}`}. The last good values stay in force.`,
  openFile: "Open file",
};
