import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { format as englishWords } from "./en/format";
import { atStart, formats } from "./format";
import { regionOf } from "./index.svelte";
import { format as chineseWords } from "./zh-CN/format";

const english = formats("en-GB", englishWords);
const american = formats("en-US", englishWords);
const chinese = formats("zh-CN", chineseWords);

/** The space at which no line breaks. */
const NBSP = "\u00a0";

describe("each region has its own digits, and each language its own words", () => {
  const evening = "2026-09-02T17:32:00";
  const morning = "2026-09-02T09:14:00";

  test.each([
    ["en-US", `5:32${NBSP}PM`, `9:14${NBSP}AM`, "September 2, 2026", "78.9 MB", "14,386", "58%"],
    ["en-GB", "17:32", "09:14", "2 September 2026", "78.9 MB", "14,386", "58%"],
    ["de-DE", "17:32", "09:14", "2 September 2026", "78,9 MB", "14.386", `58${NBSP}%`],
    ["zh-CN", "17:32", "09:14", "2 September 2026", "78.9 MB", "14,386", "58%"],
    ["ja-JP", "17:32", "9:14", "2 September 2026", "78.9 MB", "14,386", "58%"],
  ])("an English page in %s", (region, late, early, date, size, count, percent) => {
    const here = formats(region, englishWords);
    expect([here.time(evening), here.time(morning)]).toEqual([late, early]);
    expect(here.date(evening)).toBe(date);
    expect(here.size(78_931_360)).toBe(size);
    expect([here.count(14_386), here.percent(0.587)]).toEqual([count, percent]);
  });

  test.each([
    ["en-US", `下午${NBSP}5:32`, "78.9 MB", "14,386", "58%"],
    ["en-GB", "17:32", "78.9 MB", "14,386", "58%"],
    ["de-DE", "17:32", "78,9 MB", "14.386", `58${NBSP}%`],
    ["zh-CN", "17:32", "78.9 MB", "14,386", "58%"],
    ["ja-JP", "17:32", "78.9 MB", "14,386", "58%"],
  ])("a Chinese page in %s", (region, late, size, count, percent) => {
    const here = formats(region, chineseWords);
    expect(here.time(evening)).toBe(late);
    expect(here.date(evening)).toBe("2026 年 9 月 2 日");
    expect(here.size(78_931_360)).toBe(size);
    expect([here.count(14_386), here.percent(0.587)]).toEqual([count, percent]);
  });

  test("a clock that the user has chosen overrides that of the region", () => {
    expect(formats("en-US-u-hc-h23", englishWords).time(evening)).toBe("17:32");
    expect(formats("en-GB-u-hc-h12", englishWords).time(evening)).toBe(`5:32${NBSP}pm`);
    expect(formats("de-DE-u-hc-h12", englishWords).time(evening)).toBe(`5:32${NBSP}pm`);
    expect(formats("en-US-u-hc-h23", englishWords).full(evening)).toContain("17:32:00");
  });

  test("digits are Latin, as in the words around them", () => {
    const arabic = formats("ar-EG", englishWords);
    expect(arabic.count(14_386)).toMatch(/^14.386$/);
    expect(arabic.time(evening)).toBe(`5:32${NBSP}pm`);
  });

  test("no time is longer than the widest", () => {
    for (const region of ["en-US", "en-GB", "de-DE", "zh-CN", "ja-JP", "ko-KR", "fr-CA"]) {
      for (const words of [englishWords, chineseWords]) {
        const here = formats(region, words);
        const hours = Array.from({ length: 24 }, (_, hour) =>
          here.time(`2026-09-02T${`${hour}`.padStart(2, "0")}:58:00`),
        );
        const longest = Math.max(...hours.map((time) => time.length));
        expect(here.widestTime.length, region).toBe(longest);
      }
    }
  });
});

test("the system's region comes first, and a locale that nobody knows is passed over", () => {
  expect(regionOf("de-DE", "en-US")).toBe("de-DE");
  expect(regionOf("en-US-u-hc-h23", "en-US")).toBe("en-US-u-hc-h23");
  expect(regionOf(undefined, "en-US")).toBe("en-US");
  expect(regionOf("x_own", "ja-JP")).toBe("ja-JP");
  expect(regionOf("x_own", "c")).toBe("en-GB");
});

describe("sizes", () => {
  test.each([
    [812_000, "812 kB"],
    [78_931_360, "78.9 MB"],
    [268_000_000, "268 MB"],
    [1_100_000_000, "1.1 GB"],
    [0, "0 B"],
    [999, "999 B"],
    [999_600, "1 MB"],
    [1_000, "1 kB"],
  ])("%d bytes read %s", (bytes, text) => expect(english.size(bytes)).toBe(text));

  test("a download shows only the unit of the total", () => {
    expect(english.progress(46_212_000, 78_931_360)).toBe("46.2 of 78.9 MB");
    expect(chinese.progress(46_212_000, 78_931_360)).toBe("46.2 / 78.9 MB");
    expect(english.progress(812_000, 78_931_360)).toBe("0.812 of 78.9 MB");
    expect(english.progress(46_212_000, null)).toBe("46.2 MB");
  });

  test("a rate is a size per second", () => {
    expect(english.rate(11_400_000)).toBe("11.4 MB/s");
    expect(chinese.rate(11_400_000)).toBe("11.4 MB/秒");
  });
});

test("counts are grouped, and a percentage is never rounded up to 100", () => {
  expect(english.count(14_386)).toBe("14,386");
  expect(english.percent(0.587)).toBe("58%");
  expect(english.percent(0.999)).toBe("99%");
  expect(english.percent(1)).toBe("100%");
});

describe("durations", () => {
  test.each([
    [4, "0.1 s"],
    [200, "0.2 s"],
    [9_940, "9.9 s"],
    [18_200, "18 s"],
    [59_600, "1 min"],
    [108_000, "1 min 48 s"],
    [3_900_000, "1 h 5 min"],
  ])("%d ms read %s", (milliseconds, text) => expect(english.duration(milliseconds)).toBe(text));

  test("durations in a sentence use whole words", () => {
    expect(english.durationInWords(18_200)).toBe("18 seconds");
    expect(english.durationInWords(1_000)).toBe("1 second");
    expect(english.durationInWords(120_000)).toBe("2 minutes");
    expect(english.durationInWords(108_000)).toBe("1 min 48 s");
    expect(chinese.durationInWords(18_200)).toBe("18 秒");
  });
});

describe("dates", () => {
  test("are long, in the reader's format, with a space between digits and Han", () => {
    expect(english.date("2026-09-02")).toBe("2 September 2026");
    expect(american.date("2026-09-02")).toBe("September 2, 2026");
    expect(chinese.date("2026-09-02")).toBe("2026 年 9 月 2 日");
    expect(english.month("2027-08")).toBe("August 2027");
    expect(chinese.month("2027-08")).toBe("2027 年 8 月");
    expect(english.dayAndMonth("2026-08-29")).toBe("29 August");
  });

  test("a day is the same day in every time zone", () => {
    for (const zone of ["Pacific/Honolulu", "Asia/Shanghai", "UTC"]) {
      vi.stubEnv("TZ", zone);
      expect(formats("en-GB", englishWords).date("2026-09-01")).toBe("1 September 2026");
    }
    vi.unstubAllEnvs();
  });
});

describe("times", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-09-02T07:18:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    ["2026-09-02T07:17:30Z", "just now", "刚刚"],
    // a clock that was set back
    ["2026-09-02T07:20:00Z", "just now", "刚刚"],
    ["2026-09-02T07:14:00Z", "4 minutes ago", "4 分钟前"],
    ["2026-09-02T07:17:00Z", "1 minute ago", "1 分钟前"],
    ["2026-09-02T05:14:00Z", "today at 07:14", "今天 07:14"],
    ["2026-09-01T15:40:00Z", "yesterday at 17:40", "昨天 17:40"],
    ["2026-08-29T15:40:00Z", "29 August 2026", "2026 年 8 月 29 日"],
  ])("%s was %s", (at, inEnglish, inChinese) => {
    expect(english.ago(at)).toBe(inEnglish);
    expect(chinese.ago(at)).toBe(inChinese);
  });

  test("a change shows its time, not its age", () => {
    expect(english.when("2026-09-02T07:14:00Z")).toBe("today at 09:14");
    expect(english.when("2026-08-29T15:40:00Z")).toBe("29 August 2026, 17:40");
    expect(chinese.when("2026-08-29T15:40:00Z")).toBe("2026 年 8 月 29 日 17:40");
  });

  test("today and yesterday are separated by midnight, not by 24 hours", () => {
    vi.setSystemTime(new Date("2026-09-02T00:30:00+02:00"));
    expect(english.when("2026-09-01T23:20:00+02:00")).toBe("yesterday at 23:20");
  });
});

test("a line starts with a capital letter", () => {
  expect(atStart("today at 09:14")).toBe("Today at 09:14");
  expect(atStart("今天 09:14")).toBe("今天 09:14");
  expect(atStart("")).toBe("");
});
