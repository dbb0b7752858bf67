import type { home as english } from "../en/home";
import { isOfUnused, putsBackOnly, versionOf } from "../subject";

export const home: typeof english = {
  states: {
    working: "正在进行",
    failed: "失败",
    recovered: "已恢复",
    done: "完成",
    "no-go": "尚未安装 Go",
    "not-on-path": "需要注意",
    shadowed: "另一个 Go 排在前面",
    security: "安全更新",
    unsupported: "支持已结束",
    update: "有更新",
    stale: "离线",
    checking: "正在检查 Go 环境",
    current: "已是最新",
  },

  current: "Go 已是最新",
  runs: (version) => `新终端运行 ${version}。`,
  runsNone: "新终端找不到 Go。",
  runsUnknown: "无法读取新终端所运行的 Go 的版本。",
  checked: (ago) => `上次检查：${ago}。`,
  security: "有可用的安全更新",
  isOut: (version) => `${version} 已发布`,
  unsupported: (line) => `Go ${line} 已不再受支持`,
  noMoreFixes: "不会再有安全修复。",
  arrow: (from, to) => `${from} → ${to}`,
  addsToPath: "将 Upgo 添加到 PATH",
  remindedTomorrow: (version) => `明天会再次提醒 ${version}`,
  remindedNextWeek: (version) => `一周后会再次提醒 ${version}`,
  skipped: (version) => `已跳过 ${version}`,
  otherWays: "其他升级方式",
  staysOn: (version, line) => `${version}，保持 Go ${line} 系列`,

  stale: (days) => `${days} 天前 Go 是最新的`,
  staleNever: "尚未检查更新",
  unreachable: "无法连接 go.dev。",
  lookingFor: "正在检查新版本。",
  checkFailed: (when) => `上次检查失败。以下结果截至：${when}。`,
  checkFailedNever: "上次检查失败，最新版本未知。",

  noGo: "尚未安装 Go",
  noGoLine: "安装最新版本。Upgo 会让它保持最新，任何更改都可以撤销。",
  noGoElsewhere: (folder) => `在 ${folder} 中找到 Go，但它不在 PATH 中。请安装最新版本，或将其 bin 文件夹添加到 PATH。`,
  noGoUnknown: "无法连接 go.dev，最新版本未知。你可以从文件安装。",
  promises: {
    official: "只使用官方文件",
    officialLine: "每个文件都必须与 go.dev 公布的 SHA-256 一致。",
    undo: "一切都可撤销",
    undoLine: "更改之前可以查看将要执行的操作，之后可以撤销。",
    noRestart: "无需重启",
    noRestartLine: "首次请新开一个终端。之后每次升级，已打开的终端从下一条命令起就会使用新版本。",
  },
  lookedIn: (places) => `已搜索 ${places} 个位置，没有找到 Go`,
  lookedInElsewhere: (places) => `已搜索 ${places} 个位置`,
  lookedInLine: "如果你有 Go 的压缩包，离线也能安装。",

  notOnPath: "Go 已安装，但终端找不到它",
  notChosenLine: (version) => `Upgo 中有 ${version}，但尚未选用任何版本。`,
  notOnPathLine: (version) => `Upgo 已安装 ${version}，但其文件夹不在 PATH 中。`,
  searched: "新终端查找 Go 的位置",
  searchedNote: "从上到下，没有找到 Go",

  shadowedLine: (chosen, runs) => `你选择了 ${chosen}，但新终端运行 ${runs}。`,
  shadowedUnknown: (chosen) => `你选择了 ${chosen}，但新终端运行另一个 Go。`,
  searchOrder: "新终端如何找到 Go",
  searchOrderWindows: "Windows 如何找到 Go",
  firstWins: "从上到下，先找到者生效",
  position: (place) => `第 ${place} 项`,
  runsBadge: "运行",
  hiddenBadge: "被遮挡",
  managedByUpgo: "由 Upgo 管理",
  whatToDo: "选择处理方式",
  recommended: "推荐",
  seeThePlan: "查看计划",
  ways: { adopt: "让 Upgo 管理 Go", stepAside: "让 Upgo 的 Go 优先", keep: "保留系统 Go" },
  wayLines: {
    adopt: (runs) => `将 ${runs} 添加到 Upgo。旧文件夹保留，但在 PATH 中排在 Upgo 之后。`,
    adoptSystem: (runs) => `保留一份 ${runs}，然后卸载系统中的版本。只需一次管理员确认。`,
    stepAside: "将系统 Go 从系统 PATH 移到用户 PATH。系统 Go 保留。需要一次管理员确认。",
    keep: "Upgo 用官方安装程序升级它。每次升级需要一次管理员确认。",
  },
  whatItMeans: "说明",
  belongsTo: (owner) => `正在运行的 Go 的来源：${owner}`,
  belongsToUnknown: "无法确定正在运行的 Go 由谁安装",
  untilItGoes: (chosen, folder) => `${chosen} 仍已安装。当 ${folder} 不再排在 PATH 最前时，新终端将运行 ${chosen}。`,

  facts: {
    version: "版本",
    support: "支持",
    name: (label, value, line) => `${label}：${value}。${line}`,
    newest: "最新的稳定版",
    newestIs: (version) => `最新稳定版为 ${version}`,
    newestOn: (day) => `截至 ${day}的最新稳定版`,
    newestWas: (version, day) => `截至 ${day}，最新稳定版为 ${version}`,
    notChecked: "尚未检查",
    unknown: "未知",
    until: (line, month) => `直到 Go ${line} 发布，约 ${month}`,
    endedOn: (date) => `已于 ${date}结束`,
    noMoreFixes: "不会再有安全修复",
    vulnerabilities: "已知漏洞",
    none: "无",
    noneOn: (day) => `截至 ${day}：无`,
    inGo: (ago) => `仅指 Go 自身，上次检查：${ago}`,
    whenOnline: "联网后会重新检查",
    known: (count, version) => `${version} 中有 ${count} 个`,
    allFixed: (version) => `均已在 ${version} 中修复`,
    someFixed: (count, version) => `其中 ${count} 个已在 ${version} 中修复`,
    notFixed: "尚无版本修复这些漏洞",
    asOf: (day) => `截至 ${day}`,
  },

  why: "为什么升级",
  whySupport: (line) => `Go ${line} 不会再有安全修复`,
  whySupportEnded: (date) => `支持已于 ${date}结束`,
  whyNewLine: (line) => `Go ${line} 的新内容`,
  whyFirstPatch: (line) => `Go ${line} 的首个补丁`,
  whyPatch: (line) => `Go ${line} 的修复`,
  whyPrerelease: (line) => `Go ${line} 的预览版`,
  released: (date) => `${date}发布`,
  prereleaseWarning: "不适合生产环境",
  whyVulnerable: (count, version) => `${version} 中有 ${count} 个已知漏洞`,
  whyFixes: (count, runs, used) =>
    `修复 ${runs} 中的 ${count} 个已知漏洞${used === null ? "" : `，其中 ${used} 个位于你的项目使用的包中`}`,
  whyRebuild: (version) => `用 ${version} 构建的程序在重新构建之前仍会受影响`,
  advisory: {
    part: "组件",
    parts: { stdlib: "标准库", toolchain: "go 命令" },
    allOfIt: "整个软件包",
    fixedInLine: (line) => `Go ${line} 系列的修复版本`,
    notInLine: "此系列未修复",
    firstFixed: "最早的修复版本",
    notYet: "尚未修复",
    aliases: "其他编号",
    published: "公布日期",
  },
  whyLonger: (line) => `Go ${line} 的支持时间更长`,

  goCommand: "go",
  terminal: "你的终端",
  pathWord: "路径",
  lastChange: "上次更改",
  undoable: "可撤销",

  offline: "离线时可以",
  offlineSwitch: (count) => `在 ${count} 个已安装版本之间切换`,
  offlineFile: "选择 Go 的压缩包，Upgo 会用官方 SHA-256 校验。",

  working: (plan) => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? `正在安装 ${versionOf(plan)}` : `正在升级到 ${versionOf(plan)}`;
      case "download":
      case "install":
        return `正在安装 ${versionOf(plan)}`;
      case "use":
        return `正在切换到 ${versionOf(plan)}`;
      case "rollback":
        return putsBackOnly(plan) ? "正在撤销上次更改" : `正在回到 ${plan.to}`;
      case "remove":
        return isOfUnused(plan) ? "正在移除未使用的版本" : `正在移除 ${versionOf(plan)}`;
      case "addToPath":
        return "正在将 Upgo 添加到 PATH";
      case "environment":
        return "正在编辑环境变量";
      case "adopt":
        return `正在将 ${versionOf(plan)} 添加到 Upgo`;
      case "stepAside":
        return "正在让 Upgo 的 Go 优先";
      case "keepSystem":
        return "正在保留系统 Go";
      case "systemInstall":
        return `正在为所有用户安装 ${versionOf(plan)}`;
      case "systemUninstall":
        return `正在卸载 ${versionOf(plan)}`;
      case "systemRepair":
      case "repairFiles":
        return `正在修复 ${versionOf(plan)}`;
      case "rebuildTools":
        return "正在重新构建工具";
    }
  },
  secondsLeft: (count) => `剩余约 ${count} 秒。`,
  minutesLeft: (count) => `剩余约 ${count} 分钟。`,
  longLeft: "剩余超过一小时。",
  untilSwitch: (version) => `切换之前，终端仍运行 ${version}。`,
  switched: (version) => `切换已完成，终端现在运行 ${version}。`,
  waitingForNetwork: "正在等待网络。",
  waitingForOther: "正在等待其他程序。",
  takingBack: "正在撤销更改",
  stopping: "正在停止。没有任何更改。",
  progressOfPlan: "进度",
  stepStates: {
    waiting: "待执行",
    running: "正在进行",
    done: "已完成",
    undone: "已还原",
    failed: "失败",
    skipped: "已跳过",
  },
  checkedOnTheWay: "边下载边校验 SHA-256",
  files: (done) => `${done} 个文件`,
  goodToKnow: "提示",
  cancelHarmless: "可以放心取消",
  cancelHarmlessLine: "切换之前没有任何可见的更改。中断的下载下次会继续。",
  cancelHarmlessTools: "已重新构建的工具会还原。再次尝试会更快。",
  undoNow: "仍然可以撤销",
  undoNowLine: "切换已完成。撤销会恢复之前的状态。",
  terminalsFollow: "已打开的终端会自动切换",
  terminalsFollowLine: "它们从下一条命令起使用新的 Go。",
  newTerminal: "请新开一个终端",
  newTerminalLine: "之后每次升级，已打开的终端从下一条命令起就会使用新版本。",

  done: (changed, request) => {
    if (!changed.changed) return "无需任何操作";
    switch (changed.action) {
      case "upgrade":
        return changed.from === null ? `已安装并切换到 ${versionOf(changed)}` : `已升级到 ${versionOf(changed)}`;
      case "use":
        return `已切换到 ${versionOf(changed)}`;
      case "download":
      case "install":
        return changed.switched ? `已安装并切换到 ${versionOf(changed)}` : `已安装 ${versionOf(changed)}`;
      case "rollback":
        return changed.switched && changed.to !== null ? `已回到 ${changed.to}` : "已撤销该更改";
      case "remove":
        return isOfUnused({ ...changed, request }) ? "已移除未使用的版本" : `已移除 ${versionOf(changed)}`;
      case "addToPath":
        return "新终端现在可以找到 Go";
      case "environment":
        return "新终端将使用新的环境变量";
      case "adopt":
        return `Upgo 现在管理 ${versionOf(changed)}`;
      case "stepAside":
        return "Upgo 的 Go 现在排在最前";
      case "keepSystem":
        return "已保留系统 Go";
      case "systemInstall":
        return `已为所有用户安装 ${versionOf(changed)}`;
      case "systemUninstall":
        return `已卸载 ${versionOf(changed)}`;
      case "systemRepair":
      case "repairFiles":
        return `已修复 ${versionOf(changed)}`;
      case "rebuildTools":
        return `已重新构建 ${changed.programs.length} 个工具`;
    }
  },
  doneChecked: "已在新终端中验证。",
  doneFreed: (size) => `已释放 ${size}。`,
  itTook: (time) => `用时 ${time}。`,
  leftToDo: "待处理",
  noneUrgent: (count) => `${count} 项，都不紧急`,
  stillRunning: (name, version) => `${name} 仍在使用 ${version}`,
  stillRunningLine: "重新启动该程序即可使用新的 Go。",
  keptForUndo: (version) => `已保留 ${version} 以便撤销`,
  keptForUndoLine: "它会占用磁盘空间。移除后，撤销时需要重新下载。",
  removeNow: "立即移除",
  rebuildTools: (count) => `重新构建 ${count} 个工具`,
  rebuildToolsLine: (names) => `由较旧的 Go 构建：${names}`,
  rebuild: "重新构建",
  reload: (editor) => `重新加载 ${editor}`,
  reloadLine: "运行“重新加载窗口”命令之前，它会继续使用之前的 Go。",
  unused: (count) => `你不再需要的 ${count} 个版本`,
  seeWhich: "查看",
  whatWasDone: "完成的操作",
  steps: (count) => `${count} 个步骤`,
  fromHost: (size, host) => `从 ${host} 下载 ${size}`,
  digestMatched: "SHA-256 一致",

  recoveredCompleted: "已完成一次中断的更改",
  recoveredTakenBack: "已还原一次中断的更改",
  wasTakenBack: "已还原",
  recoveredRuns: (version) => `新终端运行 ${version}。`,
  recoveredLost: (version) => `新终端运行 ${version}，没有任何损失。`,
  nothingLost: "没有任何损失。",

  failed: (plan) => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? "安装未完成" : "升级未完成";
      case "download":
      case "install":
        return "安装未完成";
      case "use":
        return "切换未完成";
      case "rollback":
        return "撤销未完成";
      case "remove":
        return "移除未完成";
      case "addToPath":
        return "PATH 未更改";
      case "environment":
        return "环境变量未更改";
      case "adopt":
      case "stepAside":
      case "keepSystem":
      case "systemInstall":
      case "systemUninstall":
      case "systemRepair":
      case "repairFiles":
        return "更改未完成";
      case "rebuildTools":
        return "工具未重新构建";
    }
  },
  nothingChanged: "没有任何更改。",
  stillRuns: (version) => `终端仍运行 ${version}。`,
  unreadable: "Upgo 无法读取你的 Go 环境",
  cancelled: (plan) => {
    switch (plan.action) {
      case "upgrade":
        return `已取消${plan.from === null ? "安装" : "升级到"} ${versionOf(plan)}，没有任何更改。`;
      case "download":
      case "install":
        return `已取消安装 ${versionOf(plan)}，没有任何更改。`;
      case "use":
        return `已取消切换到 ${versionOf(plan)}，没有任何更改。`;
      case "rollback":
        return "已取消撤销，没有任何更改。";
      case "remove":
        return "已取消移除，没有任何更改。";
      case "addToPath":
        return "已取消，PATH 保持不变。";
      case "environment":
        return "已取消，环境变量保持不变。";
      case "adopt":
      case "stepAside":
      case "keepSystem":
      case "systemInstall":
      case "systemUninstall":
      case "systemRepair":
      case "repairFiles":
        return "已取消，没有任何更改。";
      case "rebuildTools":
        return "已取消，工具保持不变。";
    }
  },
};
