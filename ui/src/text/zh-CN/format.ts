import type { format as english } from "../en/format";

export const format: typeof english = {
  locale: "zh-CN",
  justNow: "刚刚",
  todayAt: (time) => `今天 ${time}`,
  yesterdayAt: (time) => `昨天 ${time}`,
  tomorrowAt: (time) => `明天 ${time}`,
  dateAt: (date, time) => `${date} ${time}`,
  seconds: (count) => `${count} 秒`,
  minutes: (count) => `${count} 分钟`,
  minutesAndSeconds: (minutes, seconds) => `${minutes} 分 ${seconds} 秒`,
  hoursAndMinutes: (hours, minutes) => `${hours} 小时 ${minutes} 分`,
  secondsInWords: (_, digits) => `${digits} 秒`,
  minutesInWords: (_, digits) => `${digits} 分钟`,
  rate: (size) => `${size}/秒`,
  doneOfTotal: (done, total) => `${done} / ${total}`,
};
