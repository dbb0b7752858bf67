/** Words around numbers and times; the numbers themselves come from `Intl`. */
export const format = {
  /** The locale of the words: of months, and of AM and PM. */
  locale: "en-GB",
  justNow: "just now",
  todayAt: (time: string) => `today at ${time}`,
  yesterdayAt: (time: string) => `yesterday at ${time}`,
  tomorrowAt: (time: string) => `tomorrow at ${time}`,
  dateAt: (date: string, time: string) => `${date}, ${time}`,
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  minutesAndSeconds: (minutes: string, seconds: string) => `${minutes} min ${seconds} s`,
  hoursAndMinutes: (hours: string, minutes: string) => `${hours} h ${minutes} min`,
  secondsInWords: (count: number, digits: string) => (count === 1 ? `${digits} second` : `${digits} seconds`),
  minutesInWords: (count: number, digits: string) => (count === 1 ? `${digits} minute` : `${digits} minutes`),
  rate: (size: string) => `${size}/s`,
  doneOfTotal: (done: string, total: string) => `${done} of ${total}`,
};
