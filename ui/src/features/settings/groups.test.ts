import { describe, expect, it } from "vitest";
import type { SettingsReport, SettingValue } from "../../api/bindings";
import { settings as words } from "../../text/en/settings";
import { type Control, settingGroups } from "./groups";

function report(values: Record<string, SettingValue>, startAtLogin: boolean | null = null): SettingsReport {
  const entries = Object.entries(values).map(([key, value]) => ({
    key,
    value,
    default: value,
    isSet: false,
    kind: "",
    doc: "",
  }));
  return { entries, file: "", home: "", toolchains: "", startAtLogin, problem: null, warnings: [] };
}

function controls(seen: SettingsReport, onWindows = true): Control[] {
  return settingGroups(seen, words, onWindows).flatMap((group) => group.controls);
}

describe("the page", () => {
  it("shows a control for what the program has, and none for what it has not", () => {
    const shown = controls(report({ theme: "dark", "check-daily": false, "a-setting-to-come": 1 }));
    expect(shown.map(({ id }) => id)).toEqual(["check-daily", "theme"]);
  });
  it("shows the values in force", () => {
    const [daily, theme] = controls(report({ theme: "dark", "check-daily": false }));
    expect(daily).toMatchObject({ kind: "switch", on: false });
    expect(theme).toMatchObject({ kind: "select", value: "dark" });
  });
});

describe("starting with the system", () => {
  it("is left out where the system cannot", () => expect(controls(report({}))).toEqual([]));
  it("is named after the system", () => {
    expect(controls(report({}, true))[0]).toMatchObject({ title: "Start with Windows", on: true });
    expect(controls(report({}, false), false)[0]).toMatchObject({ title: "Start at log-in", on: false });
  });
});

describe("the versions to keep", () => {
  const counts = (value: SettingValue) =>
    controls(report({ "keep-versions": value })).flatMap((control) =>
      control.kind === "select" ? control.options.map((option) => option.value) : [],
    );
  it("hold the number in force, where it belongs", () => {
    expect(counts(3)).toEqual(["1", "2", "3", "4", "5", "10"]);
    expect(counts(7)).toEqual(["1", "2", "3", "4", "5", "7", "10"]);
  });
  it("stay as they are where the value is no number", () => expect(counts("many")).toHaveLength(6));
});
