import { expect, it } from "vitest";
import { settings as words } from "../../text/en/settings";
import { elsewhereWords } from "./elsewhere";

it("names the value in effect and where it comes from", () => {
  const found = [
    { key: "proxy", value: "proxy.example:3128", variable: "HTTPS_PROXY" },
    { key: "modify-path", value: "false", variable: "UPGO_NO_MODIFY_PATH" },
  ];
  expect(elsewhereWords(found, words)).toEqual({
    proxy: "In effect: proxy.example:3128, from the variable HTTPS_PROXY",
    "modify-path": "Off regardless of this setting: the variable UPGO_NO_MODIFY_PATH is set",
  });
  const ofSystem = { key: "proxy", value: "proxy.example:3128", variable: null };
  expect(elsewhereWords([ofSystem], words).proxy).toBe("In effect: proxy.example:3128, from the system");
});
