import type { Timestamp } from "../api/bindings";
import type { format as englishWords } from "./en/format";

type Words = typeof englishWords;

/** The formats of numbers, sizes, times and dates in one region and one language. */
export interface Formats {
  /** `14,386` */
  count(count: number): string;
  /** `58%`, of a fraction from 0 to 1. Rounded down, so that 100% means done. */
  percent(fraction: number): string;
  /** `78.9 MB`: decimal units as go.dev writes them, three significant digits. */
  size(bytes: number): string;
  /** `46.2 of 78.9 MB`; without a total, `46.2 MB`. */
  progress(done: number, total: number | null): string;
  /** `11.4 MB/s` */
  rate(bytesPerSecond: number): string;
  /** `0.2 s`, `18 s`, `1 min 48 s` */
  duration(milliseconds: number): string;
  /** `18 seconds`, `2 minutes`: a duration inside a sentence. */
  durationInWords(milliseconds: number): string;
  /** `2 September 2026`, of a day or a time. */
  date(day: string): string;
  /** `August 2027`, of `2027-08`. */
  month(month: string): string;
  /** `29 August`, of a day or a time, if the year is obvious. */
  dayAndMonth(day: string): string;
  /** `09:14`, or `9:14 AM` where clocks have twelve hours. */
  time(at: Timestamp): string;
  /** A time that is as long as any, for the width of a column of times. */
  widestTime: string;
  /** `just now`, `4 minutes ago`, `today 09:14`, `yesterday 17:40`, then the date. */
  ago(at: Timestamp): string;
  /** `today 09:14`, `yesterday 17:40`, then date and time. Never relative to now. */
  when(at: Timestamp): string;
  /** Full date, time and zone, for tooltips. */
  full(at: Timestamp): string;
}

/** The text with a capital first letter: "Today 09:14". The name of a toolchain stays as it is. */
export function atStart(text: string): string {
  if (text.startsWith("go1.")) return text;
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** A text that no line breaks in, such as a date, or a number with its unit. */
export function unbroken(text: string): string {
  return text.replace(/\s/gu, "\u00a0");
}

/** The current time, which "4 minutes ago" is computed from. The page's only access to the clock. */
export function now(): Date {
  return new Date();
}

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Creates the formats of a region (`en-US`, `de-DE`, `en-GB-u-hc-h12`). Digits, their grouping and the clock follow the
 * region; months, AM and PM, "4 minutes ago" follow the page's language: "2 September 2026" and "1.234,5" in Germany.
 */
export function formats(region: string, words: Words): Formats {
  const worded = isOfLanguage(region, words.locale) ? region : words.locale;
  const latin = { numberingSystem: "latn" } as const;
  // each takes a millisecond to make, and a page needs few of them
  const integer = once(() => new Intl.NumberFormat(region, { ...latin, maximumFractionDigits: 0 }));
  const significant = once(() => new Intl.NumberFormat(region, { ...latin, maximumSignificantDigits: 3 }));
  const tenths = once(() => new Intl.NumberFormat(region, { ...latin, maximumFractionDigits: 1 }));
  const percent = once(
    () =>
      new Intl.NumberFormat(region, {
        ...{ ...latin, style: "percent", maximumFractionDigits: 0, roundingMode: "floor" },
      }),
  );
  const date = once(() => new Intl.DateTimeFormat(worded, { dateStyle: "long" }));
  const month = once(() => new Intl.DateTimeFormat(worded, { year: "numeric", month: "long" }));
  const dayAndMonth = once(() => new Intl.DateTimeFormat(worded, { day: "numeric", month: "long" }));
  const regional = once(() => new Intl.DateTimeFormat(region, { ...latin, timeStyle: "short" }));
  const hourCycle = once(() => regional().resolvedOptions().hourCycle);
  const time = once(() => {
    const hasTwelveHours = hourCycle() === "h12" || hourCycle() === "h11";
    if (!hasTwelveHours) return regional();
    return new Intl.DateTimeFormat(worded, { hour: "numeric", minute: "2-digit", hourCycle: "h12" });
  });
  const full = once(
    () => new Intl.DateTimeFormat(worded, { dateStyle: "full", timeStyle: "long", hourCycle: hourCycle() }),
  );
  const minutesAgo = once(() => new Intl.RelativeTimeFormat(worded, { numeric: "always" }));

  const size = (bytes: number) => `${significant().format(scaled(bytes, unitOf(bytes)))} ${UNITS[unitOf(bytes)]}`;
  const dateOf = (at: string) => spaced(date().format(parse(at)));
  // some engines separate "5:32" and "PM" by a space at which a line may break
  const timeOf = (at: Timestamp) => unbroken(spaced(time().format(parse(at))));

  function when(at: Timestamp): string {
    const days = daysBetween(parse(at), now());
    if (days === 0) return words.todayAt(timeOf(at));
    if (days === 1) return words.yesterdayAt(timeOf(at));
    if (days === -1) return words.tomorrowAt(timeOf(at));
    return words.dateAt(dateOf(at), timeOf(at));
  }

  function ago(at: Timestamp): string {
    const passed = now().getTime() - parse(at).getTime();
    // after the clock was set back, this must not read "in 3 minutes"
    if (passed < MINUTE) return words.justNow;
    if (passed < HOUR) return spaced(minutesAgo().format(-Math.floor(passed / MINUTE), "minute"));
    return daysBetween(parse(at), now()) <= 1 ? when(at) : dateOf(at);
  }

  function duration(milliseconds: number): string {
    const seconds = milliseconds / 1000;
    // even a very short duration is not 0
    if (seconds < 10) return words.seconds(tenths().format(Math.max(seconds, 0.1)));
    const whole = Math.round(seconds);
    if (whole < 60) return words.seconds(integer().format(whole));
    const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
    if (minutes >= 60) return words.hoursAndMinutes(integer().format(Math.floor(minutes / 60)), `${minutes % 60}`);
    return rest === 0 ? words.minutes(`${minutes}`) : words.minutesAndSeconds(`${minutes}`, `${rest}`);
  }

  function durationInWords(milliseconds: number): string {
    const seconds = Math.max(1, Math.round(milliseconds / 1000));
    if (seconds < 60) return words.secondsInWords(seconds, `${seconds}`);
    if (seconds % 60 !== 0) return duration(milliseconds);
    return words.minutesInWords(seconds / 60, integer().format(seconds / 60));
  }

  function progress(done: number, total: number | null): string {
    if (total === null) return size(done);
    const unit = unitOf(total);
    // the unit is shown once, so both numbers use that of the total
    return words.doneOfTotal(significant().format(scaled(done, unit)), size(total));
  }

  return {
    count: (count) => integer().format(count),
    percent: (fraction) => percent().format(fraction),
    size,
    progress,
    rate: (bytesPerSecond) => words.rate(size(bytesPerSecond)),
    duration,
    durationInWords,
    date: dateOf,
    month: (of) => spaced(month().format(parse(`${of}-01`))),
    dayAndMonth: (at) => spaced(dayAndMonth().format(parse(at))),
    time: timeOf,
    get widestTime() {
      return (
        [timeOf("2000-01-01T10:58:00"), timeOf("2000-01-01T22:58:00")].sort((a, b) => b.length - a.length)[0] ?? ""
      );
    },
    ago,
    when,
    full: (at) => spaced(full().format(parse(at))),
  };
}

/** A function that makes a value at its first call. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Whether a region speaks the language. Taiwan's Chinese has other characters, so words are those of the mainland. */
function isOfLanguage(region: string, locale: string): boolean {
  return locale.startsWith("en") && new Intl.Locale(region).language === "en";
}

/** A day without a time (`2026-09-01`) is in the reader's time zone, not in UTC. */
function parse(at: string): Date {
  return new Date(at.length === 10 ? `${at}T00:00:00` : at);
}

/** Inserts the spaces of Chinese typography between digits and Han, which `Intl` omits. */
function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})|(\p{Script=Han})(?=\d)/gu, "$& ");
}

function unitOf(bytes: number): number {
  let unit = 0;
  // without the rounding, 999.6 kB would read "1,000 kB"
  while (unit < UNITS.length - 1 && Number((bytes / 1000 ** unit).toPrecision(3)) >= 1000) unit += 1;
  return unit;
}

function scaled(bytes: number, unit: number): number {
  return bytes / 1000 ** unit;
}

/** The whole calendar days from one moment to a later one, in the reader's time zone. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (of: Date) => Date.UTC(of.getFullYear(), of.getMonth(), of.getDate());
  return Math.round((midnight(to) - midnight(from)) / (24 * HOUR));
}
