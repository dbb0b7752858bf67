import { expect, test } from "vitest";
import { en } from "./en";
import { placed } from "./place";
import { zhCn } from "./zh-CN";

const machine = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment\\Path";

test.each([
  ["HKCU\\Environment\\Path, first", "Your PATH, first", "用户 PATH，第一项"],
  ["HKCU\\Environment\\Path, last", "Your PATH, last", "用户 PATH，最后一项"],
  ["HKCU\\Environment\\Path", "Your PATH", "用户 PATH"],
  [`${machine}, entry 3 of 9`, "Machine PATH, entry 3 of 9", "系统 PATH，第 3 项，共 9 项"],
])("%s is %s", (place, english, chinese) => {
  const difference = { kind: "added", text: "C:\\Go\\bin", place } as const;
  expect(placed(difference, en)).toEqual({ ...difference, place: english, isForeign: false });
  expect(placed(difference, zhCn).place).toBe(chinese);
});

test("other places are as the engine writes them", () => {
  for (const place of ["HKCU\\Environment", "/home/mei/.profile", "PATH, first, by /home/mei/.profile"]) {
    const difference = { kind: "removed", text: "GOBIN=x", place } as const;
    expect(placed(difference, en)).toEqual({ ...difference, isForeign: true });
  }
});
