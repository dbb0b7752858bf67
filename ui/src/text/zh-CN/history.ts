import type { history as english } from "../en/history";

export const history: typeof english = {
  intro: "Upgo 所做的每一次更改。撤销前会先显示计划；无法撤销的更改会说明原因。",
  filterName: "要显示的更改",
  filters: { all: "所有更改", versions: "版本", environment: "环境" },

  export: "导出",
  exported: (file) => `操作记录已保存到 ${file}`,

  today: "今天",
  yesterday: "昨天",

  nothingChanged: "没有任何更改",
  takenBack: "已还原，没有任何损失",
  completed: "曾被中断，之后已完成",

  askers: {
    window: "通过窗口",
    tray: "通过通知区域",
    toast: "通过通知",
    terminal: (command) => `终端命令 ${command}`,
  },

  downloaded: (part, whole) => `下载了 ${part}（完整下载为 ${whole}）`,

  rehearsal: "试编译结果",
  tried: (count) => `已试编译 ${count} 个项目`,
  broke: (some, count) => `${count} 个项目中有 ${some} 个升级后失败`,

  hooks: {
    names: {
      beforeSwitch: "切换之前的挂钩程序",
      afterSwitch: "切换之后的挂钩程序",
      soak: "观察新 Go 的挂钩程序",
      onFailure: "失败之后的挂钩程序",
    },
    owners: { policy: "由策略设置", settings: "在你的设置中" },
    atMost: (seconds) => `最多 ${seconds} 秒`,
    everyMinute: (seconds) =>
      seconds < 60 ? `持续 ${seconds} 秒` : `每分钟一次，持续 ${Math.round(seconds / 60)} 分钟`,
    ifItFails: {
      hookBefore: "如果它失败，则不进行任何更改",
      hookAfter: "如果它失败，则撤销以上全部操作",
      hookSoak: "只要失败一次，就撤销以上全部操作",
      hookOnFailure: "更改成功时不会运行",
    },
    ends: {
      passed: "已完成",
      exited: (code) => `以状态 ${code} 结束`,
      killed: "被其他程序结束",
      timedOut: (seconds) => `运行 ${seconds} 秒后被结束`,
      memory: "因占用内存过多被结束",
      processes: "因启动的进程过多被结束",
      cancelled: "已取消",
      notStarted: "无法启动",
    },
    leftOut: (count) => `前面的 ${count} 行没有保留`,
    output: (program) => `${program} 的输出`,
  },

  redo: "重做",
  whyNot: {
    undone: "已撤销",
    gone: "它移开的 Go 已被删除",
    replaced: "已被之后的更改取代",
    final: "无法撤销",
  },
  machineThen: "当时的电脑状态",
  diff: "更改内容",

  empty: "还没有任何更改",
  emptyHint: "Upgo 所做的更改会显示在这里，并且可以撤销。",
  emptyFilter: "没有此类更改",
  emptyFilterHint: "其他更改已被筛选隐藏。",
  showAll: "显示所有更改",
  showOlder: "显示更早的更改",
};
