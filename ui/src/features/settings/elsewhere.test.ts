import { expect, it } from "vitest";
import { settings } from "../../api/scenarios/samples";
import { settings as words } from "../../text/en/settings";
import { overridden, proxyWords } from "./elsewhere";
import { settingGroups } from "./groups";

const proxy = { key: "proxy", value: "proxy.example:3128", variable: "HTTPS_PROXY" };
const found = [
  proxy,
  { key: "modify-path", value: "false", variable: "UPGO_NO_MODIFY_PATH" },
  { key: "self-update", value: "off", variable: "UPGO_NO_SELF_UPDATE" },
  { key: "mirrors", value: "https://a.example/, https://b.example/", variable: "UPGO_MIRRORS" },
];

it("names a proxy that was found, and where", () => {
  expect(proxyWords(found, words)).toBe("In effect: proxy.example:3128, from the variable HTTPS_PROXY");
  expect(proxyWords([{ ...proxy, variable: null }], words)).toBe("In effect: proxy.example:3128, from the system");
  expect(proxyWords([], words)).toBeUndefined();
});

it("shows what a variable overrides with the value in force, but not what only fills a gap", () => {
  const controls = settingGroups(settings(), words, true).flatMap((group) => group.controls);
  const shown = controls.flatMap((control) => overridden(control, found) ?? []);
  expect(shown.map(({ control, variable }) => [control.id, variable])).toEqual([
    ["self-update", "UPGO_NO_SELF_UPDATE"],
    ["mirrors", "UPGO_MIRRORS"],
    ["modify-path", "UPGO_NO_MODIFY_PATH"],
  ]);
  expect(shown[0]?.control).toMatchObject({ value: "off" });
  expect(shown[1]?.control).toMatchObject({ items: ["https://a.example/", "https://b.example/"] });
  expect(shown[2]?.control).toMatchObject({ on: false });
});
