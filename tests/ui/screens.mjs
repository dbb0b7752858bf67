// Every screen and state: its page, its title, and its essential texts, as designed.

/** The large line where a terminal has answered. */
const answered = (version) => [`$ go version → ${version}`, `$ go version → ${version}`];

/**
 * `state` is the `data-state` of Home, `title` its heading and `sentence` the text below, in English and Chinese.
 * `primary` is the text of the accent button, `null` if there is none. Omitted properties are not checked.
 */
export const homeScreens = {
  "home-current": {
    state: "current",
    title: answered("go1.27.1"),
    sentence: [
      "Go is up to date. Supported until about August 2027. No known vulnerabilities. Checked 4 minutes ago.",
      "Go 已是最新。支持到 2027 年 8 月左右。没有已知漏洞。上次检查：4 分钟前。",
    ],
    primary: null,
    has: [
      ["Check now", "立即检查"],
      ["Answered today at 09:14", "新终端的回答时间：今天 09:14"],
      ["Was go1.26.5 until today at 09:14", "今天 09:14 之前为 go1.26.5"],
    ],
  },
  "home-terminals-differ": {
    state: "current",
    title: answered("go1.27.1"),
    sentence: [
      "New terminals run different versions of Go. A new login runs go1.26.6.",
      "新终端运行的 Go 版本不一致。新的登录会话运行 go1.26.6。",
    ],
    primary: null,
    has: [["/usr/local/go", "/usr/local/go"]],
  },
  "home-not-asked": {
    state: "current",
    title: ["New terminals run go1.27.1", "新终端运行 go1.27.1"],
    primary: null,
    has: [
      ["Computed, because the setting ask-shell is off", "根据 PATH 推算：设置 ask-shell 已关闭"],
      ["Ask again", "重新询问"],
    ],
  },
  "home-current-foreign": { state: "current", has: [["Go is up to date.", "Go 已是最新。"]], primary: null },
  "home-paused": {
    state: "current",
    has: [
      ["Notifications are paused until tomorrow", "通知已暂停"],
      ["Resume", "恢复"],
    ],
  },
  "managed-not-permitted": {
    state: "not-permitted",
    title: answered("go1.27.0"),
    sentence: [
      "go1.27.0 is not permitted. Your organization wants go1.26.5.",
      "不允许使用 go1.27.0。你的组织要求使用 go1.26.5。",
    ],
    primary: ["Use go1.26.5", "使用 go1.26.5"],
  },
  "managed-held-back": {
    state: "current",
    primary: null,
    has: [
      ["Go is as new as your organization permits.", "Go 已是组织允许的最新版本。"],
      [
        "Your organization holds go1.27.1 back until 11 September 2026",
        "你的组织将 go1.27.1 推迟到 2026 年 9 月 11 日",
      ],
      ["This computer is in the ring “broad”. Contact: 4711", "此电脑属于“广泛”部署环。联系方式：4711"],
      ["Copy a request to your administrator", "复制申请（发给管理员）"],
    ],
  },
  "managed-held-back-security": {
    state: "current",
    primary: null,
    has: [
      ["It fixes known vulnerabilities in the Go that you use.", "该版本修复了你正在使用的 Go 中的已知漏洞。"],
      ["10 known vulnerabilities", "10 个已知漏洞"],
    ],
  },
  "home-skipped": {
    state: "skipped",
    title: answered("go1.27.0"),
    sentence: ["You skipped go1.27.1.", "已跳过 go1.27.1。"],
    primary: null,
    has: [["Offer it again", "取消跳过"]],
  },
  "home-skipped-security": {
    state: "skipped",
    title: answered("go1.26.5"),
    primary: null,
    has: [["10 known vulnerabilities in go1.26.5 stay open.", "go1.26.5 中的 10 个已知漏洞尚未修复。"]],
  },
  "home-postponed": {
    state: "postponed",
    title: answered("go1.27.0"),
    sentence: ["go1.27.1 is waiting.", "go1.27.1 已推迟。"],
    primary: null,
    has: [
      ["Next reminder: tomorrow at 09:14.", "下次提醒：明天 09:14。"],
      ["Upgrade to go1.27.1", "升级到 go1.27.1"],
      ["Remind me now", "立即提醒"],
    ],
  },
  "home-postponed-security": {
    state: "postponed",
    title: answered("go1.26.5"),
    primary: null,
    has: [["10 known vulnerabilities in go1.26.5 stay open.", "go1.26.5 中的 10 个已知漏洞尚未修复。"]],
  },
  "home-update": {
    state: "update",
    title: answered("go1.27.0"),
    sentence: [
      "go1.27.1 is out. Supported until about August 2027. No known vulnerabilities.",
      "go1.27.1 已发布。支持到 2027 年 8 月左右。没有已知漏洞。",
    ],
    primary: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [
      ["What will happen 78.9 MB", "将会发生什么 78.9 MB"],
      ["Later", "稍后"],
      ["Why upgrade", "为什么升级"],
      ["Release notes", "发行说明"],
    ],
  },
  "home-update-line": {
    state: "update",
    title: answered("go1.26.6"),
    primary: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [["Supported until about February 2027.", "支持到 2027 年 2 月左右。"]],
  },
  "home-security": {
    state: "security",
    title: answered("go1.26.5"),
    sentence: [
      "A security update is ready. Supported until about February 2027. 10 known vulnerabilities.",
      "有可用的安全更新。支持到 2027 年 2 月左右。有 10 个已知漏洞。",
    ],
    primary: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [
      ["78.9 MB · about 20 seconds", "78.9 MB · 约 20 秒"],
      ["Why upgrade", "为什么升级"],
      ["Fixes 10 known vulnerabilities in go1.26.5", "修复 go1.26.5 中的 10 个已知漏洞"],
      ["Rebuild your programs afterwards", "升级后请重新构建你的程序"],
      ["Show all 10", "显示全部 10 项"],
      ["Release notes", "发行说明"],
    ],
  },
  "home-security-one": {
    state: "security",
    has: [["Fixes 1 known vulnerability in go1.26.5", "修复 go1.26.5 中的 1 个已知漏洞"]],
  },
  "home-security-some": {
    state: "security",
    has: [["Fixes 8 known vulnerabilities in go1.26.5", "修复 go1.26.5 中的 8 个已知漏洞"]],
  },
  "home-vulnerabilities-unknown": { state: "current", has: [["Not checked for vulnerabilities yet.", "尚未检查漏洞。"]] },
  "home-update-sizes-unknown": {
    state: "update",
    sentence: ["go1.27.0 is out.", "go1.27.0 已发布。"],
    primary: ["Upgrade to go1.27.0", "升级到 go1.27.0"],
  },
  "home-update-prerelease": { state: "update", sentence: ["go1.27rc3 is out.", "go1.27rc3 已发布。"] },
  "home-unsupported": {
    state: "unsupported",
    title: answered("go1.25.7"),
    sentence: [
      "Go 1.25 is no longer supported. It gets no more security fixes.",
      "Go 1.25 已不再受支持。不会再有安全修复。",
    ],
    primary: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [["Its support ended on 19 August 2026", "支持已于 2026 年 8 月 19 日结束"]],
  },
  "home-unsupported-old": {
    state: "unsupported",
    sentence: ["Go 1.9 is no longer supported.", "Go 1.9 已不再受支持。"],
  },
  "home-stale": {
    state: "stale",
    title: answered("go1.27.0"),
    sentence: [
      "Go was up to date 9 days ago. go.dev cannot be reached. No known vulnerabilities as of 24 August.",
      "9 天前 Go 是最新的。无法连接 go.dev。截至 8 月 24 日没有已知漏洞。",
    ],
    primary: null,
    has: [
      ["Try again", "重试"],
      ["What you can do offline", "离线时可以"],
      ["Install from a file", "从文件安装"],
      ["Switch between the 3 installed versions", "在 3 个已安装版本之间切换"],
    ],
  },
  "home-stale-security": {
    state: "stale",
    // its Go was not the newest one even then
    sentence: [
      "Not checked for 9 days. go.dev cannot be reached. 10 known vulnerabilities as of 24 August.",
      "已有 9 天未检查更新。无法连接 go.dev。截至 8 月 24 日有 10 个已知漏洞。",
    ],
  },
  "home-stale-never": { state: "stale", primary: null, has: [["Try again", "重试"]] },
  "home-checking": {
    state: "checking",
    title: answered("go1.26.5"),
    sentence: ["Checking your Go setup.", "正在检查 Go 环境。"],
    primary: null,
  },
  "home-no-go": {
    state: "no-go",
    title: ["Go is not installed yet", "尚未安装 Go"],
    primary: ["Install go1.27.1", "安装 go1.27.1"],
    has: [
      ["78.9 MB download", "下载 78.9 MB"],
      ["242 MB on disk", "占用 242 MB"],
      ["Only official files", "只使用官方文件"],
      ["Everything can be undone", "一切都可撤销"],
      ["Searched 14 places and found no Go", "已搜索 14 个位置，没有找到 Go"],
      ["I already have Go", "我已经有 Go"],
    ],
  },
  "home-no-go-elsewhere": {
    state: "no-go",
    title: ["Go is installed, but terminals can't find it", "Go 已安装，但终端找不到它"],
    has: [["Searched 14 places", "已搜索 14 个位置"]],
  },
  "home-no-go-looking": {
    state: "no-go",
    title: ["Go is not installed yet", "尚未安装 Go"],
    has: [["Install Go", "安装 Go"]],
  },
  "home-no-go-unknown": { state: "no-go", title: ["Go is not installed yet", "尚未安装 Go"] },
  "home-have-go": {
    state: "update",
    primary: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [
      ["You already have Go: 3 versions found", "你已有 Go：找到 3 个版本"],
      ["Go in another folder", "其他文件夹中的 Go"],
    ],
  },
  "home-not-on-path": {
    state: "not-on-path",
    title: ["Go is installed, but terminals can't find it"],
    primary: ["Add to PATH"],
    has: [["C:\\Program Files\\Git\\cmd", "C:\\Program Files\\Git\\cmd"]],
  },
  "home-unsure": {
    state: "unsure",
    title: ["Upgo can't see your terminal's Go", "Upgo 看不到你的终端使用哪个 Go"],
    sentence: [
      "Your shell sets it when it starts.",
      "它由你的 shell 在启动时设置。",
    ],
    primary: ["Install go1.27.1", "安装 go1.27.1"],
    has: [["Ask again", "重新询问"]],
  },
  "home-shadowed": {
    state: "shadowed",
    title: answered("go1.25.7"),
    sentence: ["Another Go comes first. You chose go1.27.1.", "另一个 Go 排在前面。你选择了 go1.27.1。"],
    primary: ["See the plan", "查看计划"],
    has: [
      ["Choose what to do", "选择处理方式"],
      ["Let Upgo manage go1.25.7", "将 go1.25.7 纳入管理"],
      [
        "Terminals keep running go1.25.7: Upgo's, and the machine-wide one is uninstalled. One admin prompt, then never again.",
        "终端继续运行 go1.25.7，但改用 Upgo 的版本，系统 Go 会被卸载。只需一次管理员确认，以后不再需要。",
      ],
      ["Put Upgo's Go first", "让 Upgo 的 Go 优先"],
      ["Keep the machine-wide Go", "保留系统 Go"],
      ["Recommended", "推荐"],
      ["from top to bottom, the first one wins", "从上到下，先找到者生效"],
      ["Go installer (MSI)", "Go 安装程序 (MSI)"],
      ["Copy details", "复制详细信息"],
    ],
  },
  "home-shadowed-unknown": { state: "shadowed", sentence: ["Another Go comes first.", "另一个 Go 排在前面。"] },
  "home-long": { state: "security" },
  "home-warning": { state: "current" },
  "home-loading": { state: "checking", title: ["Checking your Go setup", "正在检查 Go 环境"], primary: null },
  "home-error": {
    state: "failed",
    has: [
      ["UPGO-HOME-DAMAGED", "UPGO-HOME-DAMAGED"],
      ["Copy details", "复制详细信息"],
    ],
  },
  "home-running": { state: "security" },
  "home-first-in-path": { state: "current" },

  "working-start": {
    state: "working",
    title: answered("go1.26.5"),
    sentence: ["Upgrading to go1.27.1.", "正在升级到 go1.27.1。"],
    primary: null,
    has: [["Cancel", "取消"]],
  },
  "working-download": {
    state: "working",
    title: answered("go1.26.5"),
    sentence: [
      "About 12 seconds left. Terminals run go1.26.5 until the switch.",
      "剩余约 12 秒。切换之前，终端仍运行 go1.26.5。",
    ],
    primary: null,
    has: [
      ["46.2 of 78.9 MB · 11.4 MB/s", "46.2 / 78.9 MB · 11.4 MB/秒"],
      ["Download and verify", "下载并校验"],
      ["6 steps", "6 个步骤"],
      ["Cancel", "取消"],
    ],
  },
  "working-download-unknown": { state: "working", has: [["46.2 MB", "46.2 MB"]] },
  "working-unpack": { state: "working", has: [["50.1 of 78.9", "50.1 / 78.9"]] },
  "working-switch": { state: "working", has: [["Switch to go1.27.1", "切换到 go1.27.1"]] },
  "working-after-switch": { state: "working", has: [["Undo", "撤销"]] },
  "working-stalled": { state: "working", has: [["Waiting for the network", "正在等待网络"]] },
  "working-waiting": { state: "working", has: [["is in use by gopls (4312)", "gopls (4312)"]] },
  "working-prompt": { state: "working", has: [["Confirm in the administrator prompt", "请在管理员提示中确认"]] },
  "working-cancelling": { state: "working" },
  "working-undoing": { state: "working", has: [["Undoing the change", "正在撤销更改"]] },
  "working-queue": {
    state: "working",
    has: [
      ["2 changes", "2 项更改"],
      ["Starts when the running change is done", "当前更改完成后开始"],
      ["Its plan has changed since you agreed to it.", "你同意之后，计划有变化。"],
    ],
  },
  "working-first-run": { state: "working" },
  "done-upgrade": {
    state: "current",
    title: answered("go1.27.1"),
    primary: null,
    has: [
      ["Was go1.26.5 until today at 09:14", "今天 09:14 之前为 go1.26.5"],
      ["Undo", "撤销"],
      [
        "Built with an older Go release line: dlv, gopls, staticcheck.",
        "以下程序是用旧的 Go 版本系列构建的：dlv、gopls、staticcheck",
      ],
      ["Show all 4", "显示全部 4 项"],
    ],
  },
  "done-other": {
    state: "shadowed",
    title: answered("go1.25.7"),
    sentence: ["Another Go comes first. You chose go1.27.1.", "另一个 Go 排在前面。你选择了 go1.27.1。"],
    primary: ["See the plan", "查看计划"],
    has: [
      ["Undo", "撤销"],
      ["A new terminal still runs go1.25.7 instead of go1.27.1", "新终端仍运行 go1.25.7，而不是 go1.27.1"],
    ],
  },
  "done-path": { state: "current", title: answered("go1.27.1"), primary: null, has: [["Open a terminal", "打开终端"]] },
  "done-raise": {
    state: "current",
    primary: null,
    has: [
      ["Nothing was committed.", "没有提交任何内容。"],
      ["Copy commands", "复制命令"],
      ["git -C C:\\src\\billing switch -c upgo/go1.27.1", "git -C C:\\src\\billing switch -c upgo/go1.27.1"],
    ],
  },
  "done-undo": { state: "security", title: answered("go1.26.5"), has: [["Went back to go1.26.5", "已回到 go1.26.5"]] },
  "done-remove": { state: "current", primary: null },
  cancelled: { state: "security", title: answered("go1.26.5") },
  "failed-digest": {
    state: "failed",
    title: ["Upgrade to go1.27.1 failed", "升级到 go1.27.1 失败"],
    sentence: ["Nothing changed. Terminals still run go1.26.5.", "没有任何更改。终端仍运行 go1.26.5。"],
    has: [
      ["A file does not match the official release", "文件与官方发布的不一致"],
      ["What went wrong", "出了什么问题"],
      ["77e2b18a…f04d9915", "77e2b18a…f04d9915"],
      ["What you can do", "你可以做什么"],
      ["Test mirror", "测试镜像"],
      ["Use go.dev only", "仅使用 go.dev"],
      ["Copy details", "复制详细信息"],
      ["Open log", "打开日志"],
      ["UPGO-VERIFY-DIGEST", "UPGO-VERIFY-DIGEST"],
    ],
  },
  "failed-offline": {
    state: "failed",
    primary: ["Try again", "重试"],
    has: [
      ["A server cannot be reached", "无法连接服务器"],
      ["UPGO-NET-OFFLINE", "UPGO-NET-OFFLINE"],
    ],
  },
  "failed-unproven": {
    state: "failed",
    primary: ["Try again", "重试"],
    has: [
      ["The Go checksum database could not confirm a release", "Go 校验和数据库无法确认此版本"],
      ["Install without proof", "不经独立验证直接安装"],
    ],
  },
  "failed-contradicts": {
    state: "failed",
    primary: ["Report to Go", "向 Go 团队报告"],
    has: [
      ["The Go checksum database contradicts the download", "Go 校验和数据库与下载内容矛盾，或自相矛盾"],
      ["Do not install it.", "请勿安装。"],
    ],
  },
  "failed-disk-full": {
    state: "failed",
    has: [
      ["UPGO-DISK-FULL", "UPGO-DISK-FULL"],
      ["Remove unused versions", "移除未使用的版本"],
    ],
  },
  "failed-tls": {
    state: "failed",
    primary: ["Proxy settings", "代理设置"],
    has: [
      ["Choose certificate", "选择证书"],
      ["Try again", "重试"],
    ],
  },
  "failed-busy": { state: "failed", has: [["UPGO-BUSY", "UPGO-BUSY"]] },
  "failed-file-busy": { state: "failed", has: [["UPGO-FILE-BUSY", "UPGO-FILE-BUSY"]] },
  "failed-smoke": { state: "failed", has: [["UPGO-SMOKE-FAILED", "UPGO-SMOKE-FAILED"]] },
  "failed-first-run": { state: "failed", has: [["UPGO-NET-OFFLINE", "UPGO-NET-OFFLINE"]] },
  "recovered-completed": { state: "recovered", title: ["An interrupted change was completed"], primary: null },
  "recovered-taken-back": { state: "recovered", title: ["An interrupted change was rolled back"], primary: null },
};

/** The other places. `has` lists the texts that must be visible; `sees` is what is scrolled to, if it is read only then. */
export const otherScreens = {
  "versions-few": {
    place: "versions",
    has: [
      ["Installed", "已安装"],
      ["Available", "可安装"],
      ["In use", "使用中"],
      ["Newest", "最新"],
      ["Install from file", "从文件安装"],
      ["10 vulnerabilities", "10 个漏洞"],
      ["smallest upgrade that fixes all 10", "可修复全部 10 个漏洞的最小升级"],
    ],
  },
  "versions-unused": {
    place: "versions",
    has: [["2 versions are unused · frees 498 MB", "有 2 个版本未使用 · 释放 498 MB"]],
  },
  "versions-foreign": {
    place: "versions",
    has: [
      ["Downloaded by go itself (GOTOOLCHAIN)", "由 go 自行下载 (GOTOOLCHAIN)"],
      ["golang.org/dl", "golang.org/dl"],
      ["Scoop", "Scoop"],
      ["Unpacked by hand", "手动解压"],
    ],
  },
  "versions-empty": { place: "versions" },
  "versions-offline": { place: "versions" },
  "versions-tools": {
    place: "versions",
    has: [["Programs from go install", "go install 安装的程序"]],
  },
  "versions-tools-known": {
    place: "versions",
    has: [
      ["v0.22.0 available", "可更新到 v0.22.0"],
      ["Update all 2", "全部更新（2 个）"],
    ],
  },
  "versions-tools-offline": { place: "versions" },
  "versions-tools-error": {
    place: "versions",
    has: [["The programs from go install can't be listed.", "无法列出 go install 安装的程序。"]],
  },
  "versions-wsl": {
    place: "versions", sees: "[data-testid=wsl]",
    has: [
      ["Go in WSL", "WSL 中的 Go"],
      ["This starts each of them; nothing in them is changed.", "这会启动每个发行版，但不会更改其中的任何内容。"],
      ["Look for Go", "查找 Go"],
      ["WSL 2 · not started: it belongs to a container program", "WSL 2 · 未启动：它属于某个容器程序"],
    ],
  },
  "versions-wsl-known": {
    place: "versions", sees: "[data-testid=wsl]",
    has: [
      ["In kali-linux, go is a Windows file.", "在 kali-linux 中，go 是 Windows 的文件。"],
      ["unknown: it did not answer within 60 seconds", "未知：它在 60 秒内没有响应"],
      ["21 vulnerabilities", "21 个漏洞"],
      ["Look again", "重新查找"],
    ],
  },
  "versions-wsl-without-go": {
    place: "versions", sees: "[data-testid=wsl]",
    has: [["WSL 2 · no Go", "WSL 2 · 没有 Go"]],
  },
  "versions-wsl-looking": { place: "versions", sees: "[data-testid=wsl]" },
  "versions-wsl-error": { place: "versions", sees: "[data-testid=wsl]" },
  "versions-wsl-docker": { place: "versions" },
  "versions-unknown": { place: "versions" },
  "versions-long": { place: "versions" },
  "versions-working": { place: "versions" },
  "versions-loading": { place: "versions" },
  "versions-error": { place: "versions", has: [["UPGO-DISK-FAILED", "UPGO-DISK-FAILED"]] },
  "environment-usual": {
    place: "environment",
    has: [
      ["The values a new terminal gets, and where each one comes from.", "新终端获得的变量值，以及每个值的来源。"],
      ["Most important", "最重要"],
      ["the highlighted source wins", "高亮的来源生效"],
      ["Not set. Go finds it.", "未设置，由 Go 自行确定。"],
      ["OK", "正常"],
      ["go env -w", "go env -w"],
      ["System", "系统"],
      ["Why this Go?", "为什么是这个 Go？"],
    ],
  },
  "environment-goroot": {
    place: "environment",
    has: [
      ["Should not be set", "不应设置"],
      ["begins with a byte order mark, so Go ignores its first line", "某个值不起作用"],
    ],
  },
  "environment-linux": { place: "environment", has: [["Shell profile", "Shell 启动文件"]] },
  "environment-loading": { place: "environment" },
  "environment-error": { place: "environment", has: [["UPGO-DISK-FAILED", "UPGO-DISK-FAILED"]] },
  "health-findings": {
    place: "health",
    has: [
      ["3 findings, 12 checks passed. Checked 16 minutes ago.", "发现 3 个问题，12 项检查通过。上次检查：16 分钟前。"],
      ["Needs attention", "需要注意"],
      ["GOROOT points to a missing folder", "GOROOT 指向不存在的文件夹"],
      ["Ignored", "已忽略"],
      ["Passed", "已通过"],
      ["Fix", "修复"],
      ["Why?", "为什么？"],
    ],
  },
  "health-editor": {
    place: "health",
    has: [
      ["An editor is pinned to one Go", "有编辑器固定使用某个 Go"],
      ["Fix", "修复"],
    ],
  },
  "health-ignored": { place: "health", has: [["0 findings", "发现 0 个问题"]] },
  "health-later": { place: "health", has: [["3 missing folders on PATH", "PATH 中有 3 个不存在的文件夹"]] },
  "health-clean": {
    place: "health",
    has: [
      ["All 12 checks passed", "12 项检查全部通过"],
      ["Your Go setup is in order.", "你的 Go 环境一切正常。"],
    ],
  },
  "health-loading": { place: "health" },
  "health-error": { place: "health", has: [["UPGO-DISK-FAILED", "UPGO-DISK-FAILED"]] },
  "projects-new": {
    place: "projects",
    has: [
      ["No folders yet", "还没有文件夹"],
      ["Add a folder…", "添加文件夹…"],
      ["Look in recent VS Code and GoLand workspaces", "在 VS Code 和 GoLand 最近的工作区中查找"],
    ],
  },
  "projects-some": {
    place: "projects",
    has: [
      ["go1.27.1 affects 5 of 7 projects.", "go1.27.1 影响 7 个项目中的 5 个。"],
      ["Needs", "需要"],
      ["Runs now", "当前运行"],
      ["Doesn't build", "构建失败"],
      ["2 findings", "2 个问题"],
      ["Try go1.27.1 on my projects", "用 go1.27.1 试编译我的项目"],
      ["Project settings", "项目设置"],
    ],
  },
  "projects-breaks": {
    place: "projects",
    has: [
      ["go1.27.1 affects 6 of 8 projects.", "go1.27.1 影响 8 个项目中的 6 个。"],
      ["Would break", "升级后将失败"],
      ["Decided by", "取决于"],
    ],
  },
  "projects-many": { place: "projects", has: [["go1.27.1 affects 90 of 120 projects.", "go1.27.1 影响 120 个项目中的 90 个。"]] },
  "projects-current": {
    place: "projects",
    has: [["7 projects. No upgrade is available.", "7 个项目。没有可用的升级。"]],
  },
  "projects-none": {
    place: "projects",
    has: [["No go.mod in C:\\src, D:\\work.", "C:\\src、D:\\work 中没有 go.mod。"]],
  },
  "projects-looking": {
    place: "projects",
    has: [
      ["Looking for projects", "正在查找项目"],
      ["Cancel", "取消"],
    ],
  },
  "projects-error": { place: "projects", has: [["UPGO-DISK-FAILED", "UPGO-DISK-FAILED"]] },
  "projects-truncated": {
    place: "projects",
    has: [["There are too many files to search them all.", "文件太多，未能全部查找。"]],
  },
  "history-rehearsed": {
    place: "history",
    has: [
      ["1 of 7 projects broke", "7 个项目中有 1 个升级后失败"],
      ["Rehearsal", "试编译结果"],
    ],
  },
  "history-hooks": {
    place: "history",
    has: [
      ["Details", "详细信息"],
    ],
  },
  "rehearsal-installing": { place: "projects", has: [["Preparing to try go1.27.1", "正在准备用 go1.27.1 试编译"]] },
  "rehearsal-working": {
    place: "projects",
    has: [
      ["Trying go1.27.1 on your projects", "正在用 go1.27.1 试编译你的项目"],
      ["2 of 7 projects", "7 个项目中已完成 2 个"],
      ["Vetting", "正在检查"],
    ],
  },
  "rehearsal-cancelling": { place: "projects", has: [["Stopping…", "正在停止…"]] },
  "rehearsal-same": {
    place: "projects",
    has: [
      [
        "With go1.27.1, your 7 projects build as they do with go1.26.5. No test was run.",
        "你的 7 个项目在 go1.27.1 下与在 go1.26.5 下同样可以构建。没有运行测试。",
      ],
      ["Today at 09:02, in 1 min 48 s.", "今天 09:02，用时 1 分 48 秒。"],
      ["Upgrade to go1.27.1", "升级到 go1.27.1"],
      ["Stay on go1.26.5", "继续使用 go1.26.5"],
    ],
  },
  "rehearsal-raises": {
    place: "projects",
    has: [
      ["Tried with the updated files.", "试编译时采用了更新后的文件。"],
      ["Update go.mod and CI…", "更新项目的 Go 版本…"],
    ],
  },
  "rehearsal-fixes": {
    place: "projects",
    has: [
      [
        "go fix of go1.27.1 changes 41 places in 3 projects; everything still builds, and 120 tests still pass.",
        "go1.27.1 的 go fix 会改动 3 个项目中的 41 处；改动后仍能构建，120 个测试仍然通过。",
      ],
    ],
  },
  "rehearsal-breaks": {
    place: "projects",
    has: [
      [
        "go1.27.1 breaks 1 of 7 projects, compared with go1.26.5.",
        "与 go1.26.5 相比，go1.27.1 会使 7 个项目中的 1 个不能正常工作。",
      ],
      ["Fails now", "现在失败"],
      ["export\\export_test.go:88", "export\\export_test.go:88"],
      ["go build 8.2 s → 7.9 s", "go build 8.2 s → 7.9 s"],
      ["ledger.exe 12.4 MB → 12.1 MB", "ledger.exe 12.4 MB → 12.1 MB"],
      ["Upgrade anyway", "仍然升级"],
    ],
  },
  "rehearsal-fails": {
    place: "projects",
    has: [
      [
        "go1.27.1 breaks nothing in 6 of 7 projects; example.com/ledger fails with both versions.",
        "7 个项目中有 6 个在 go1.27.1 下没有出错；example.com/ledger 在两个版本下都失败。",
      ],
      ["Fails with both", "在两个版本下都失败"],
    ],
  },
  "rehearsal-failed": { place: "projects", has: [["go1.27.1 could not be tried", "未能用 go1.27.1 试编译"]] },
  "history-few": {
    place: "history",
    has: [
      [
        "Every change that Upgo made. Undo shows its plan first. A change that can't be undone says why.",
        "Upgo 所做的每一次更改。撤销前会先显示计划；无法撤销的更改会说明原因。",
      ],
      ["Upgraded from go1.26.5 to go1.27.1", "已从 go1.26.5 升级到 go1.27.1"],
      ["Today", "今天"],
      ["14 August 2026", "2026 年 8 月 14 日"],
      ["By upgo install 1.26.5 --use in a terminal", "终端命令 upgo install 1.26.5 --use"],
      ["You, in the window", "通过窗口"],
    ],
  },
  "history-many": { place: "history" },
  "history-path": { place: "history", has: [["C:\\Go\\bin", "C:\\Go\\bin"]] },
  "history-gone": { place: "history", has: [["The Go that it moved aside was deleted", "它移开的 Go 已被删除"]] },
  "history-running": { place: "history" },
  "history-empty": {
    place: "history",
    has: [
      ["Nothing has been changed yet", "还没有任何更改"],
      ["Changes that Upgo makes appear here. You can undo them.", "Upgo 所做的更改会显示在这里，并且可以撤销。"],
    ],
  },
  "history-error": { place: "history", has: [["UPGO-DISK-FAILED", "UPGO-DISK-FAILED"]] },
  "settings-default": {
    place: "settings",
    has: [
      ["Appearance", "外观"],
      ["Theme", "主题"],
      ["Language", "语言"],
      ["Notifications", "通知"],
      ["About", "关于"],
      ["Vulnerability data: The Go Authors, CC BY 4.0.", "漏洞数据：The Go Authors，CC BY 4.0。"],
      ["Advanced", "高级"],
      ["When I close the window", "关闭窗口时"],
    ],
  },
  "settings-changed": { place: "settings" },
  "settings-broken": { place: "settings" },
  "settings-elsewhere": {
    place: "settings",
    has: [
      [
        "In effect: proxy.example:3128, from the variable HTTPS_PROXY",
        "当前生效：proxy.example:3128，来自环境变量 HTTPS_PROXY",
      ],
    ],
  },
  "settings-no-login": { place: "settings" },
  "settings-caches-refused": {
    place: "versions", sees: "[data-id=build-cache], [data-testid=caches-problem]",
    has: [
      ["Upgo does not clean it:", "Upgo 不会清理它："],
      ["at least 48.1 GB", "至少 48.1 GB"],
    ],
  },
  "settings-caches-error": { place: "versions", sees: "[data-id=build-cache], [data-testid=caches-problem]", has: [["The caches could not be measured.", "无法计算缓存的大小。"]] },
  "settings-caches-busy": { place: "versions", sees: "[data-id=build-cache], [data-testid=caches-problem]" },
  "managed-settings": {
    place: "settings",
    has: [
      ["Some settings are managed by your organization", "部分设置由你的组织管理"],
      ["Managed by your organization: 4711", "由你的组织管理：4711"],
      ["7 policy values · Ring: early", "7 项策略值 · 部署环：早期"],
      ["Report for your administrator", "给管理员的报告"],
    ],
  },
  "managed-file": { place: "settings", has: [["1 policy value", "1 项策略值"]] },
  "managed-versions": {
    place: "versions",
    has: [
      ["Held back", "暂缓"],
      ["Your organization holds go1.26.7 back until 1 October 2026", "你的组织将 go1.26.7 推迟到 2026 年 10 月 1 日"],
      ["Required: 1.27", "要求的版本：1.27"],
      ["Your organization blocks go1.24.13", "你的组织阻止使用 go1.24.13"],
    ],
  },
  "upgo-current": { place: "settings", has: [["Upgo is up to date", "Upgo 已是最新"]] },
  "upgo-available": {
    place: "settings",
    has: [
      ["Upgo 0.2.0 is available", "Upgo 0.2.0 可用"],
      ["21.4 MB to download", "需下载 21.4 MB"],
      ["upgo exec runs one command with any Go.", "upgo exec 可用任意 Go 运行一条命令。"],
      ["The window opens sooner.", "The window opens sooner."],
      ["Update Upgo…", "更新 Upgo…"],
    ],
  },
  "upgo-updated": { place: "settings", has: [["Go back to version 0.0.9", "回到版本 0.0.9"]] },
  "upgo-replaced": {
    place: "settings",
    has: [
      ["Upgo 0.2.0 is installed", "已安装 Upgo 0.2.0"],
      ["This window is still Upgo 0.1.0.", "此窗口仍是 Upgo 0.1.0。"],
      ["Restart Upgo", "重启 Upgo"],
    ],
  },
  "upgo-unknown": {
    place: "settings",
    has: [
      ["No newer version of Upgo is known", "尚未发现更新的 Upgo 版本"],
      ["Not checked yet", "尚未检查"],
    ],
  },
  "upgo-off": { place: "settings", has: [["A setting turns it off.", "已在设置中关闭。"]] },
  "upgo-off-variable": {
    place: "settings",
    has: [["The variable UPGO_NO_SELF_UPDATE turns it off.", "已由环境变量 UPGO_NO_SELF_UPDATE 关闭。"]],
  },
  "upgo-package": {
    place: "settings",
    has: [
      ["Upgo belongs to a Debian package (dpkg)", "Upgo 是通过 Debian 软件包（dpkg）安装的"],
      ["Download the new package", "请下载新的软件包"],
    ],
  },
  "upgo-aur": { place: "settings", has: [["your own AUR helper", "你自己的 AUR 助手"]] },
  "upgo-administrators": {
    place: "settings",
    has: [["An administrator installed Upgo", "Upgo 由管理员安装"]],
  },
  "upgo-no-key": { place: "settings", has: [["This Upgo cannot update itself", "此 Upgo 无法更新自身"]] },
  "upgo-error": {
    place: "settings",
    has: [["The state of Upgo's own version could not be read.", "无法读取 Upgo 自身版本的状态。"]],
  },
};

/** Machines whose plan is shown. The dialog opens with *What will happen*. */
export const planScreens = {
  "plan-upgrade": {
    title: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [
      ["What will happen, in this order.", "将按此顺序执行。"],
      ["PATH does not change", "PATH 不变"],
      ["gopls is running (2 processes)", "gopls 正在运行（2 个进程）"],
      ["or let Upgo do it: upgo settings set modify-path true", "也可以打开设置“需要时更改 PATH”（upgo settings set modify-path true）"],
      ["Open the setting", "打开该设置"],
      ["78.9 MB download", "下载 78.9 MB"],
      ["Upgrade now", "立即升级"],
      ["Cancel", "取消"],
    ],
  },
  "plan-machine-go": {
    title: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [
      ["A new terminal will still run go1.25.7", "新终端仍将运行 C:\\Program Files\\Go\\bin 中的 go1.25.7"],
      ["Upgo will select go1.27.1, but that terminal will not run it.", "Upgo 将选用 go1.27.1，但该终端不会运行它。"],
      ["which comes before Upgo's folder on PATH", "它在 PATH 中排在 Upgo 的文件夹之前"],
      ["Let Upgo manage go1.25.7", "将 go1.25.7 纳入管理"],
    ],
  },
  "plan-hooks": {
    title: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [
      ["Run drain.exe before the switch", "切换前运行 drain.exe"],
      ["set by the policy · at most 120 s · if it fails, nothing is changed", "由策略设置 · 最多 120 秒 · 如果它失败，则不进行任何更改"],
      ["Run check.exe after the switch", "切换后运行 check.exe"],
      ["If the change fails, run drain.exe", "更改失败时运行 drain.exe"],
    ],
  },
  "plan-install-first": {
    title: ["Install and use go1.27.1", "安装并使用 go1.27.1"],
    has: [
      ["Install now", "立即安装"],
      ["%USERPROFILE%\\AppData\\Local\\Upgo\\current\\bin", "%USERPROFILE%\\AppData\\Local\\Upgo\\current\\bin"],
    ],
  },
  "plan-nothing": {},
  "managed-plan": {
    title: ["Upgrade to go1.27.1", "升级到 go1.27.1"],
    has: [
      ["Ring: early", "部署环：早期"],
      ["This computer gets a release 3 days after it is out", "新版本发布 3 天后，此电脑才会获得"],
    ],
  },
};

export const EN = 0;
export const ZH = 1;
