import type { health as english } from "../en/health";

export const health: typeof english = {
  busy: "有一项更改正在进行，完成后即可修复问题。",
  summary: (count, passed, when) => `发现 ${count} 个问题，${passed} 项检查通过。上次检查：${when}。`,
  attention: "需要注意",
  ignored: "已忽略",
  ignoredLine: "重新显示之前不计数",
  ignore: "忽略",
  showAgain: "重新显示",
  passed: "已通过",
  notChecked: "未检查",
  clean: (checks) => `${checks} 项检查全部通过`,
  cleanLine: (when) => `你的 Go 环境一切正常。上次检查：${when}。`,
  severities: { problem: "有问题", caution: "需要注意", hint: "提示" },
  showAgainOf: (title) => `重新显示：${title}`,
  whyOf: (title) => `为什么？${title}`,
  whatHappens: "影响",
  whatShowsIt: "依据",
  theFix: "修复方式",
  byCommand: "点击“修复”会先显示计划。也可以在终端中运行：",
  byHand: "请按上面的说明手动修复。",
  looked: (count) => `发现 ${count} 个问题`,
};
