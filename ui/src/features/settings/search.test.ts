import { expect, it } from "vitest";
import { settings } from "../../api/scenarios/samples";
import { settings as english } from "../../text/en/settings";
import { settings as chinese } from "../../text/zh-CN/settings";
import { settingGroups } from "./groups";
import { findSettings, wordsOf } from "./search";

const groups = settingGroups(settings(), english, true);
const other = settingGroups(settings(), chinese, true);

const also = (id: string) => [english.also[id], chinese.also[id]];

function found(query: string): string[] {
  return findSettings(groups, other, wordsOf(query), also).flatMap(({ controls }) => controls.map(({ id }) => id));
}

it("finds a setting by its title, hint, key or value, even if it is on the other page", () => {
  expect(found("quiet hours")).toContain("quiet-hours");
  expect(found("TLS")).toEqual(["ca-file"]);
  expect(found("check.cool-down")).toEqual(["check.cool-down"]);
  expect(found("download.automatic")).toEqual(["level-security", "level-patch", "level-major"]);
  expect(found("release candidates")).toContain("channels");
});

it("finds a setting in the other language", () => {
  expect(found("代理")).toContain("proxy");
  expect(found("深色")).toEqual([]); // the values are those on the page
});

it("finds a setting by the words of other programs", () => {
  for (const words of ["startup", "autostart", "sign in", "login", "Start with Windows", "开机自启", "登录"])
    expect(found(words)[0], words).toBe("closing");
  expect(found("chinese")).toEqual(["language"]);
});

it("finds all settings of a group by its title", () => {
  expect(found("appearance")).toEqual(["theme", "language"]);
});

it("requires every word, and finds nothing for others", () => {
  expect(found("proxy")).toContain("proxy");
  expect(found("proxy moon")).toEqual([]);
});
