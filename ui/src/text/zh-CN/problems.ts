import type { problems as english } from "../en/problems";

export const problems: typeof english = {
  didNotWork: "操作没有成功",
  whatWentWrong: "出了什么问题",
  machineNow: "电脑的当前状态",
  whatToDo: "你可以做什么",
  freed: (size) => `已释放 ${size}`,
  because: "：",
  code: "代码",
  detail: { code: "代码", error: "错误", cause: "原因", program: "Upgo", system: "系统", change: "更改", time: "时间" },
};
