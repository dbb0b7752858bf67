import { expect, it } from "vitest";
import { settings } from "../../api/scenarios/samples";
import { en } from "../../text/en";
import { settingGroups } from "../settings/groups";
import { shownValue } from "./value";

it("shows a value for every control that is neither a switch nor a choice", () => {
  const values = { mirrors: ["https://a.example/", "https://b.example/"], "check.window": "09:00-18:00" };
  const controls = settingGroups(settings(values), en.settings, true).flatMap((group) => group.controls);
  const others = controls.filter(({ kind }) => kind !== "switch" && kind !== "select");
  expect(others.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["closing", "list", "span", "text", "file"]));
  for (const control of others) expect(shownValue(control, en), control.id).not.toBe("");
  const shown = (id: string) => others.filter((control) => control.id === id).map((control) => shownValue(control, en));
  expect(shown("mirrors")).toEqual(["https://a.example/\nhttps://b.example/"]);
  expect(shown("check.window")).toEqual(["09:00-18:00"]);
});
