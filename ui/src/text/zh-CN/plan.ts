import type { plan as english } from "../en/plan";
import { isOfUnused, putsBackOnly } from "../subject";

const what = (step: { version: string | null }) => step.version ?? "Go";

export const plan: typeof english = {
  title: (plan) => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? `安装 ${plan.to ?? "Go"}` : `升级到 ${plan.to ?? "Go"}`;
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
    }
  },
  lead: "将按此顺序执行。每一步都可以撤销。",
  leadDestructive: "将按此顺序执行。",
  nothing: "无需任何操作，一切已经是此计划要达到的状态。",
  stale: "情况有变，已重新制定计划。",
  steps: "步骤",
  apply: (plan) => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? "立即安装" : "立即升级";
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
        return `把 ${what(step)} 放到位`;
      case "test":
        return `试运行 ${what(step)}`;
      case "switch":
        return step.version === null ? `停用 ${step.from ?? "Go"}` : `切换到 ${step.version}`;
      case "editPath":
        return "编辑用户 PATH";
      case "editVariables":
        return "编辑 Go 的变量";
      case "check":
        return "检查新终端运行的版本";
      case "unpublish":
        return `把 ${what(step)} 移出原位`;
      case "delete":
        return `删除 ${what(step)} 的文件`;
    }
  },
  unpackFiles: (count) => `解压 ${count} 个文件`,
  takenBackUnless: (version) => `若不是 ${version}，则撤销以上全部操作`,
  takenBackIfBroken: "若不能正常工作，则撤销以上全部操作",
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
  },

  path: "PATH",
  pathStays: "PATH 不变",
  pathStaysLine: "Upgo 已在其中，已打开的终端会自动跟随",
  pathStaysPlain: "不添加也不删除任何内容",
  pathCounts: {
    added: (count) => `添加 ${count} 项`,
    removed: (count) => `删除 ${count} 项`,
    moved: (count) => `移动 ${count} 项`,
  },
  running: (name, count) => `${name} 正在运行（${count} 个进程）`,
  runningKeeps: (version) => `在重新启动之前继续使用 ${version}。不会关闭任何程序。`,
  runningRemoved: "它正从将被移除的版本运行。不会关闭任何程序。",
  wait: "等待结束后移除",
  removeNow: "立即移除",
  process: (pid) => `进程 ${pid}`,
};
