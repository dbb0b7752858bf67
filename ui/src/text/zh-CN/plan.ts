import type { plan as english } from "../en/plan";
import { isOfUnused, putsBackOnly } from "../subject";

const what = (step: { version: string | null }) => step.version ?? "Go";

export const plan: typeof english = {
  title: (plan) => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? `安装 ${plan.to ?? "Go"}` : `升级到 ${plan.to ?? "Go"}`;
      case "download":
      case "install":
        return `安装 ${plan.to ?? "Go"}`;
      case "use":
        return `切换到 ${plan.to ?? "Go"}`;
      case "rollback":
        return putsBackOnly(plan) ? "撤销上次更改" : `回到 ${plan.to}`;
      case "remove":
        return isOfUnused(plan) ? "移除未使用的版本" : `移除 ${plan.from ?? "Go"}`;
      case "addToPath":
        return "添加到 PATH";
      case "environment":
        return "编辑环境变量";
      case "adopt":
        return "让 Upgo 管理 Go";
      case "stepAside":
        return "让 Upgo 的 Go 优先";
      case "keepSystem":
        return "保留系统 Go";
      case "systemInstall":
        return plan.from === null ? `为所有用户安装 ${plan.to ?? "Go"}` : `将系统 Go 升级到 ${plan.to ?? "Go"}`;
      case "systemUninstall":
        return `卸载 ${plan.from ?? "系统 Go"}`;
      case "systemRepair":
        return `修复 ${plan.to ?? "系统 Go"}`;
      case "repairFiles":
        return `修复 ${plan.about ?? "Go"}`;
      case "rebuildTools":
        return "重新构建工具";
    }
  },
  lead: "将按此顺序执行。每一步都可以撤销。",
  leadDestructive: "将按此顺序执行。",
  nothing: "无需任何操作。你的电脑已经是这样设置的。",
  stale: "电脑上的情况有变化。以下是更新后的计划。",
  steps: "步骤",
  apply: (plan) => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? "立即安装" : "立即升级";
      case "download":
      case "install":
        return "立即安装";
      case "use":
        return "立即切换";
      case "rollback":
        return "立即撤销";
      case "remove":
        return isOfUnused(plan) ? "移除未使用的版本" : `移除 ${plan.from ?? "Go"}`;
      case "addToPath":
        return "添加到 PATH";
      case "environment":
        return "立即应用";
      case "adopt":
        return "让 Upgo 管理 Go";
      case "stepAside":
        return "让 Upgo 的 Go 优先";
      case "keepSystem":
        return "保留系统 Go";
      case "systemInstall":
        return plan.from === null ? "立即安装" : "立即升级";
      case "systemUninstall":
        return "立即卸载";
      case "systemRepair":
      case "repairFiles":
        return "立即修复";
      case "rebuildTools":
        return "立即构建";
    }
  },
  step: (step) => {
    switch (step.kind) {
      case "download":
        return `下载并校验 ${what(step)}`;
      case "readFile":
        return "读取并校验文件";
      case "unpack":
        return `解压 ${what(step)}`;
      case "publish":
        return `将 ${what(step)} 移入安装位置`;
      case "test":
        return `测试 ${what(step)}`;
      case "switch":
        return step.version === null ? `取消选用 ${step.from ?? "Go"}` : `切换到 ${step.version}`;
      case "editPath":
        return step.needsAdmin ? "编辑系统 PATH" : "编辑用户 PATH";
      case "editVariables":
        return "编辑 Go 变量";
      case "check":
        return "检查新终端运行的版本";
      case "unpublish":
        return `停用 ${what(step)}`;
      case "downloadPackage":
        return `下载并校验 ${what(step)} 的安装程序`;
      case "securePackage":
        return `保留 ${what(step)} 的安装程序`;
      case "installSystem":
        return `为所有用户安装 ${what(step)}`;
      case "replaceSystem":
        return `为所有用户把 ${step.from ?? "系统 Go"} 替换为 ${what(step)}`;
      case "uninstallSystem":
        return "卸载系统 Go";
      case "repairSystem":
        return "修复系统 Go";
      case "giveBack":
        return "恢复被卸载程序删除的内容";
      case "changeSetting":
        return "保存此选择";
      case "setAside":
        return "重命名旧文件夹";
      case "delete":
        return `删除 ${what(step)} 的文件`;
      case "rebuildTool":
        return `用 ${what(step)} 重新构建 ${step.file ?? ""}`;
      case "repairFiles":
        return `将 ${what(step)} 的文件恢复为官方发布的内容`;
      case "restoreFiles":
        return `恢复 ${what(step)} 之前的文件`;
      case "restoreTool":
        return `恢复原来的 ${step.file ?? ""}`;
    }
  },
  unpackFiles: (count) => `解压 ${count} 个文件`,
  toldUnless: (version) => `如果不是 ${version}，Upgo 会告知是哪个版本及其原因`,
  asksHosts: (hosts) => `Go 可能会访问 ${hosts}`,
  takenBackIfBroken: "如果不能正常工作，则撤销以上全部操作",
  switchFromTo: (from, to) => `current → ${from} ⇒ current → ${to}`,
  switchTo: (to) => `current → ${to}`,
  about: (size) => `约 ${size}`,
  frees: (size) => `释放 ${size}`,
  undo: {
    deleteFile: "撤销：删除文件",
    deleteFolder: "撤销：删除文件夹",
    switchBack: "撤销：切换回去",
    restorePath: "撤销：恢复旧值",
    installAgain: "撤销：重新安装",
    oldProgram: "撤销：恢复旧程序",
    oldFiles: "撤销：恢复旧文件",
    uninstall: "撤销：卸载",
    renameBack: "撤销：恢复名称",
  },

  keptForUndo: "以便日后重新安装，离线也可以",
  givenBack: "你的 PATH 条目及其原有顺序，以及 GOPATH",
  settingKept: "以后由 Upgo 用官方安装程序升级它",
  adminPrompt: "管理员确认",
  oneAdminPrompt: "需要一次管理员确认",

  path: "PATH",
  variables: "变量",
  pathStays: "PATH 不变",
  pathStaysLine: "Upgo 已在其中，已打开的终端会自动切换",
  pathStaysPlain: "不添加也不删除任何内容",
  pathByInstaller: "Go 安装程序会编辑系统 PATH",
  pathByInstallerLine: "它会添加或删除自己的条目。被一并删除的用户 PATH 条目会恢复。",
  pathCounts: {
    added: (count) => `添加 ${count} 项`,
    removed: (count) => `删除 ${count} 项`,
    moved: (count) => `移动 ${count} 项`,
  },
  running: (name, count) => `${name} 正在运行（${count} 个进程）`,
  runningKeeps: (version) => `重新启动之前，它会继续使用 ${version}。不会关闭任何程序。`,
  runningRemoved: "它正在使用将被移除的版本。不会关闭任何程序。",
  wait: "等待其结束后移除",
  removeNow: "立即移除",
  process: (pid) => `进程 ${pid}`,
};
