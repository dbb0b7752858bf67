import type { palette as english } from "../en/palette";

/** The command palette, in Simplified Chinese. */
export const palette: typeof english = {
  name: "命令",
  hint: "搜索操作、页面、设置和版本",
  likely: "建议",
  recent: "最近使用",
  actions: "操作",
  goTo: "转到",
  results: (count) => `${count} 个结果`,
  nothing: (query) => `没有找到“${query}”`,
  nothingHint: "请尝试输入操作或页面的名称，或者 1.26 这样的版本号。",

  versionsOf: (number) => `版本：${number}`,
  instant: "已安装 · 立即生效",

  keys: { esc: "Esc", enter: "Enter", ctrlEnter: "Ctrl+Enter" },
  shortcuts: {
    title: "键盘快捷键",
    search: "搜索此页",
    back: "后退",
    forward: "前进",
    nextPart: "窗口的下一部分",
    previousPart: "窗口的上一部分",
    copyDetails: "复制详细信息",
    menu: "打开行的菜单",
    zoomIn: "放大",
    zoomOut: "缩小",
    zoomReset: "恢复默认缩放",
  },
  open: "打开",
  run: "执行",
  showPlan: "显示计划",
  doNow: "立即执行",
  terminal: "终端",
};
