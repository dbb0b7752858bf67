import type { support as english } from "../en/support";

export const support: typeof english = {
  log: "日志",
  logHint: "Upgo 的操作记录，最新的在前。不含密码和项目名称。",
  level: "级别",
  levels: { error: "仅错误", warn: "警告和错误", info: "常规活动", debug: "全部" },
  find: "在日志中查找",
  clearFind: "清除",
  lines: (count) => `${count} 行`,
  noLines: "没有记录",
  unreadable: "无法读取日志",
  copyLines: "复制日志",
  report: "错误报告",
  reportHint: "一个包含以下文本的 ZIP 文件。不会发送任何数据。密码、用户名、电脑名和项目名称均已去除。",
  saveReport: "保存报告",
  saved: (file) => `报告已保存到 ${file}`,
  row: "日志和错误报告",
  rowHint: "Upgo 的操作记录，以及可先查看再保存的报告。不会发送任何数据。",
};
