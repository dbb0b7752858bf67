import { describe, expect, it } from "vitest";
import type { SettingsReport, SettingValue, Staying } from "../../api/bindings";
import { defaultSettings, type SettingKey } from "../../api/settings";
import { settings as words } from "../../text/en/settings";
import { settings as chinese } from "../../text/zh-CN/settings";
import type { Control } from "./controls";
import { groupsOf, projectControls, settingGroups, WITHOUT_CONTROL } from "./groups";

function report(values: Record<string, SettingValue>, waysToStay: Staying[] = ["whileOpen"]): SettingsReport {
  const entries = Object.entries(values).map(([key, value]) => ({
    key,
    value,
    default: value,
    isSet: false,
    kind: "",
    doc: "",
    decidesTrust: false,
    isManaged: false,
  }));
  return {
    entries,
    language: "en",
    elsewhere: [],
    file: "",
    home: "",
    toolchains: "",
    staying: "whileOpen",
    waysToStay,
    problem: null,
    warnings: [],
  };
}

function controls(seen: SettingsReport, onWindows = true): Control[] {
  const groups = settingGroups(seen, words, onWindows).flatMap((group) => group.controls);
  return [...groups, ...projectControls(seen, words)];
}

const WAYS: Staying[] = ["atLogIn", "scheduled", "whileOpen"];

/** Every setting, with the values that show all controls. */
const everything = (): SettingsReport => {
  const values = Object.fromEntries(defaultSettings.map(({ key, value }) => [key, value]));
  return report({ ...values, channels: ["stable", "rc"], "install.automatic": ["security"] }, WAYS);
};

describe("the page", () => {
  it("has a control for every key of the settings file, or a reason to have none", () => {
    const shown = new Set(controls(everything()).flatMap(({ keys }) => keys));
    for (const { key } of defaultSettings as { key: SettingKey }[]) {
      expect(shown.has(key) !== key in WITHOUT_CONTROL, key).toBe(true);
    }
  });
  it("hides the Go of the whole machine where Upgo cannot manage it", () => {
    const ids = (onWindows: boolean) => controls(everything(), onWindows).map(({ id }) => id);
    expect(ids(true)).toContain("system-wide");
    expect(ids(false)).not.toContain("system-wide");
  });
  it("asks four questions first, and has at most 22 rows, even if all are shown", () => {
    const main = groupsOf(settingGroups(everything(), words, true), "main");
    const controls = main.flatMap((group) => group.controls);
    const ids = controls.map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(["check", "level-security"]);
    expect(main[1]?.controls.map(({ id }) => id)).toEqual(["notifications", "quiet-hours", "closing"]);
    // and the way to the other page, the version of Upgo, its facts, and the log
    expect(controls.length + 4).toBeLessThanOrEqual(22);
  });
  it("has no icon twice, but for the two rows about pre-releases and the programs to run", () => {
    const groups = settingGroups(everything(), words, true);
    const main = groupsOf(groups, "main").flatMap(({ controls }) => controls);
    const lists = [main.filter(({ id }) => id !== "level-prerelease"), projectControls(everything(), words)];
    const more = groupsOf(groups, "more").filter(({ id }) => id !== "hooks");
    for (const list of [...lists, ...more.map(({ controls }) => controls)]) {
      expect(new Set(list.map(({ icon }) => icon)).size, list.map(({ id, icon }) => `${id}: ${icon}`).join()).toBe(
        list.length,
      );
    }
  });
  it("ends a hint with a full stop if it has several sentences", () => {
    for (const language of [words, chinese]) {
      const all = [...settingGroups(everything(), language, true).flatMap((group) => group.controls)];
      const hints = [...all, ...projectControls(everything(), language)].flatMap((control) => [
        control.hint ?? "",
        ...(control.kind === "closing" ? control.options.map(({ hint }) => hint) : []),
      ]);
      expect(hints.length).toBeGreaterThan(30);
      for (const hint of hints) expect(/[.。]$/.test(hint), hint).toBe(/\. [A-Z]|。./.test(hint));
    }
  });
  it("has other words only for settings that there are", () => {
    const ids = new Set(controls(everything()).map(({ id }) => id));
    expect(Object.keys(words.also).filter((id) => !ids.has(id))).toEqual([]);
  });
  it("has every other setting on the page Advanced", () => {
    const groups = settingGroups(everything(), words, true);
    const both = [...groupsOf(groups, "main"), ...groupsOf(groups, "more")].flatMap((group) => group.controls);
    expect(new Set(both)).toEqual(new Set(groups.flatMap((group) => group.controls)));
  });
  it("shows controls only for settings that the program has", () => {
    const shown = controls(report({ theme: "dark", notifications: false, "a-setting-to-come": 1 }));
    expect(shown.map(({ id }) => id)).toEqual(["notifications", "theme"]);
  });
  it("shows the values in effect", () => {
    const [speaks, theme] = controls(report({ theme: "dark", notifications: false }));
    expect(speaks).toMatchObject({ kind: "switch", on: false });
    expect(theme).toMatchObject({ kind: "select", value: "dark" });
  });
});

describe("what happens when the window is closed", () => {
  const closing = (values: Record<string, SettingValue>, staying: Staying, ways?: Staying[]) => {
    const seen = report({ background: "tray", "close-to-tray": true, ...values }, ways ?? WAYS);
    return controls({ ...seen, staying }).find((control) => control.kind === "closing");
  };
  it("is one choice, of what the system supports", () => {
    expect(closing({}, "whileOpen")?.options.map(({ value }) => value)).toEqual([
      "trayAtLogIn",
      "tray",
      "scheduled",
      "quit",
    ]);
    expect(closing({}, "whileOpen", ["whileOpen"])?.options.map(({ value }) => value)).toEqual(["tray", "quit"]);
  });
  it("is named as on the system", () => {
    const label = (onWindows: boolean) =>
      controls(everything(), onWindows).find((control) => control.kind === "closing")?.options[0]?.label;
    expect(label(true)).toBe("Stay in the tray, and start with Windows");
    expect(label(false)).toBe("Stay in the tray, and start when I sign in");
  });
  it("shows the choice that both settings make", () => {
    expect(closing({}, "whileOpen")?.value).toBe("tray");
    expect(closing({}, "atLogIn")?.value).toBe("trayAtLogIn");
    expect(closing({ "close-to-tray": false }, "scheduled")?.value).toBe("scheduled");
    expect(closing({ "close-to-tray": false }, "whileOpen")?.value).toBe("quit");
  });
  it("shows none for another combination from the file", () => {
    expect(closing({ "close-to-tray": false }, "atLogIn")?.value).toBeNull();
    expect(closing({}, "scheduled")?.value).toBeNull();
    expect(closing({ background: "off" }, "whileOpen")?.value).toBeNull();
  });
});

describe("the versions to keep", () => {
  const counts = (value: SettingValue) =>
    controls(report({ "keep-versions": value })).flatMap((control) =>
      control.kind === "select" ? control.options.map((option) => option.value) : [],
    );
  it("include the current number in order", () => {
    expect(counts(3)).toEqual(["1", "2", "3", "4", "5", "10"]);
    expect(counts(7)).toEqual(["1", "2", "3", "4", "5", "7", "10"]);
  });
  it("show an unusual value from the file", () => expect(counts("many").at(-1)).toBe("many"));
});

describe("automatic actions", () => {
  const everyKind = ["security", "patch", "major", "prerelease"];
  const lists = {
    "notify.releases": everyKind,
    "download.automatic": ["patch"],
    "install.automatic": ["security"],
    channels: ["stable"],
  };
  const level = (values: Record<string, SettingValue>, id: string) =>
    controls(withDefaults(values)).find((control) => control.id === id && control.kind === "select") as
      (Control & { kind: "select" }) | undefined;
  /** The settings as the file says them; what is not in `values` has its default. */
  const withDefaults = (values: Record<string, SettingValue>): SettingsReport => {
    const seen = report(values);
    const usual = Object.fromEntries(defaultSettings.map((entry) => [entry.key, entry.default]));
    return { ...seen, entries: seen.entries.map((entry) => ({ ...entry, default: usual[entry.key] ?? null })) };
  };
  it("are one choice for each kind of release, with the same words for all", () => {
    const shown = ["security", "patch", "major"].map((kind) => level(lists, `level-${kind}`));
    expect(shown.map((control) => control?.value)).toEqual(["install", "download", "tell"]);
    expect(level(lists, "level-prerelease")).toBeUndefined();
    const prerelease = level({ ...lists, channels: ["stable", "rc"] }, "level-prerelease");
    expect(prerelease?.value).toBe("tell");
    for (const control of [...shown, prerelease]) {
      expect(control?.options.map(({ value }) => value)).toEqual(["nothing", "tell", "download", "install"]);
    }
  });
  it("move a kind from one list to the other, and leave the others alone", () => {
    expect(level(lists, "level-security")?.changes("download")).toEqual([
      { key: "download.automatic", value: "security,patch" },
      { key: "install.automatic", value: null },
    ]);
    expect(level(lists, "level-patch")?.changes("tell")).toEqual([{ key: "download.automatic", value: null }]);
    expect(level(lists, "level-patch")?.changes("download")).toEqual([]);
  });
  it("announce a kind, or do nothing", () => {
    expect(level(lists, "level-major")?.changes("nothing")).toEqual([
      { key: "notify.releases", value: "security,patch,prerelease" },
    ]);
    const quiet = { ...lists, "notify.releases": ["patch"] };
    expect(level(quiet, "level-major")?.value).toBe("nothing");
    expect(level(quiet, "level-patch")?.changes("nothing")).toEqual([
      { key: "notify.releases", value: "" },
      { key: "download.automatic", value: null },
    ]);
    const but = { ...lists, "notify.releases": ["patch", "major", "prerelease"], "install.automatic": [] };
    expect(level(but, "level-security")?.changes("tell")).toEqual([{ key: "notify.releases", value: null }]);
    const both = level({ ...quiet, "notify.releases": [] }, "level-patch");
    expect([both?.value, both?.options.at(-1)?.value]).toEqual(["downloadQuietly", "downloadQuietly"]);
  });
  it("check as often as set in the file, or never", () => {
    const check = (automatic: boolean, interval: string) =>
      level({ "check.automatic": automatic, "check.interval": interval }, "check");
    expect(check(false, "1d")?.value).toBe("off");
    expect(check(true, "36h")?.options.at(-1)).toEqual({ value: "36h", label: "36h" });
    expect(check(true, "1d")?.changes("off")).toEqual([{ key: "check.automatic", value: "false" }]);
    expect(check(false, "1d")?.changes("1w")).toEqual([
      { key: "check.automatic", value: null },
      { key: "check.interval", value: "1w" },
    ]);
  });
});

describe("a program to run", () => {
  const shown = (value: SettingValue) =>
    controls(report({ "hooks.before-switch": value })).find((control) => control.kind === "text");
  it("is shown as its path, or as a list with its arguments", () => {
    expect(shown(null)?.value).toBe("");
    expect(shown(["C:\\a b\\x.cmd"])?.value).toBe("C:\\a b\\x.cmd");
    expect(shown(["C:\\x.exe", "a, b"])?.value).toBe('["C:\\\\x.exe","a, b"]');
  });
  it("is entered in the same way, and removed if it is empty", () => {
    expect(shown(null)?.changes("C:\\x.cmd")).toEqual([{ key: "hooks.before-switch", value: "C:\\x.cmd" }]);
    expect(shown(["C:\\x.cmd"])?.changes("")).toEqual([{ key: "hooks.before-switch", value: null }]);
  });
});
