export const problems = {
  didNotWork: "That didn't work",
  whatWentWrong: "What went wrong",
  machineNow: "Your machine now",
  whatToDo: "What you can do",
  freed: (size: string) => `${size} freed`,
  /** Between a problem and its cause. */
  because: ": ",
  code: "Code",
  /** Labels of the lines that *Copy details* copies. */
  detail: {
    code: "Code",
    error: "Error",
    cause: "Cause",
    program: "Upgo",
    system: "System",
    change: "Change",
    time: "Time",
  },
};
