import { describe, expect, it } from "vitest";
import type { AvailableVersion } from "../../api/bindings";
import type { Action } from "../../app/action";
import type { Formats } from "../../text/format";
import { en } from "../../text/en";
import { type Choices, findChoices, installChoices, likelyChoices, searchChoice } from "./choices";

function action(id: string, title: string, different: Partial<Action> = {}): Action {
  return { id, group: "actions", title: () => title, icon: "add", when: () => true, run: () => {}, ...different };
}

function release(version: string, sha256: string | null = "ab"): AvailableVersion {
  return {
    version,
    line: "",
    channel: "stable",
    prerelease: /rc|beta/.test(version),
    newest: false,
    lastOfLine: false,
    supported: true,
    releasedOn: null,
    vulnerabilities: null,
    smallestFix: false,
    installed: false,
    unmet: null,
    file: { filename: "", sha256, size: 67_400_000 },
  };
}

const actions = [
  action("upgrade", "Upgrade to go1.27.1", { command: () => "upgo upgrade" }),
  action("undo", "Back to go1.26.4", { when: () => false }),
  action("check", "Check now"),
  action("use-go1.26.5", "Use go1.26.5"),
  action("install-from-file", "Install from a file"),
  action("remove-unused", "Remove unused versions"),
  action("go-versions", "Versions", { group: "places" }),
];
const formats = { size: (bytes: number) => `${bytes} B` } as Formats;
const feed: AvailableVersion[] = ["go1.27.1", "go1.26.7", "go1.26.6", "go1.26.4", "go1.26.3", "go1.26rc2"].map(
  (version) => release(version),
);
const releases = installChoices(feed, () => true, en, formats);

const titles = ({ actions, places }: Choices) => [...actions, ...places].map((choice) => choice.action.title());
const find = (query: string) => titles(findChoices(query, actions, releases, () => ""));

describe("an empty palette", () => {
  it("suggests the first four available actions", () => {
    expect(titles(likelyChoices(actions, () => ""))).toEqual([
      "Upgrade to go1.27.1",
      "Check now",
      "Use go1.26.5",
      "Install from a file",
    ]);
  });
  it("fills up with pages", () => {
    const few = actions.filter(({ id }) => id === "check" || id === "go-versions");
    expect(titles(likelyChoices(few, () => ""))).toEqual(["Check now", "Versions"]);
  });
});

describe("recent choices", () => {
  it("come first, once, and only if they are still available", () => {
    const { recent, actions: likely } = likelyChoices(actions, () => "", ["remove-unused", "undo", "check", "gone"]);
    expect(recent.map(({ action }) => action.id)).toEqual(["remove-unused", "check"]);
    expect(likely.map(({ action }) => action.id)).toEqual(["upgrade", "use-go1.26.5", "install-from-file"]);
  });
});

describe("the rows of the pages", () => {
  const inside = ["Settings: Proxy", "Settings: Proof of origin", "Environment: GOPROXY"].map((title) => ({
    action: action(`row-${title}`, title, { group: "places" }),
    note: "",
  }));
  it("are found by their words, after the pages", () => {
    const found = (query: string) => titles(findChoices(query, actions, [], () => "", inside));
    expect(found("proxy")).toEqual(["Settings: Proxy"]);
    expect(found("goproxy")).toEqual(["Environment: GOPROXY"]);
    expect(found("settings")).toEqual(["Settings: Proxy", "Settings: Proof of origin"]);
  });
  it("are found by what they can be, after those with that name", () => {
    const settings = [
      {
        action: action("level", "Settings: When a patch is out", { group: "places", also: () => "Notify me" }),
        note: "",
      },
      { action: action("notifications", "Settings: Show notifications", { group: "places" }), note: "" },
    ];
    expect(titles(findChoices("notif", actions, [], () => "", settings))).toEqual([
      "Settings: Show notifications",
      "Settings: When a patch is out",
    ]);
  });
  it("are limited", () => {
    const many = Array.from({ length: 50 }, (_, at) => ({
      action: action(`${at}`, `Environment: V${at}`, { group: "places" }),
      note: "",
    }));
    expect(titles(findChoices("environment", actions, [], () => "", many)).length).toBeLessThan(10);
  });
});

describe("the query", () => {
  it("finds by the start of a word, best match first", () => {
    expect(find("ver")).toEqual(["Remove unused versions", "Versions"]);
    expect(find("use")).toEqual(["Use go1.26.5"]);
  });
  it("finds installed versions before available ones", () => {
    expect(find("use 1.26").slice(0, 2)).toEqual(["Use go1.26.5", "Install and use go1.26.7"]);
  });
  it("offers three releases at most", () => {
    expect(find("install 1.26")).toEqual([
      "Install and use go1.26.7",
      "Install go1.26.7",
      "Install and use go1.26.6",
      "Install go1.26.6",
      "Install and use go1.26.4",
      "Install go1.26.4",
    ]);
  });
  it("finds pre-releases by their letters", () => {
    expect(find("rc")).toEqual(["Install and use go1.26rc2", "Install go1.26rc2"]);
  });
  it("finds by the English command in every language", () => {
    const chinese = [action("upgrade", "升级到 go1.27.1", { command: () => "upgo upgrade" })];
    expect(titles(findChoices("upgrade", chinese, [], () => ""))).toHaveLength(1);
    expect(titles(findChoices("级", chinese, [], () => ""))).toHaveLength(1);
  });
  it("finds only available actions", () => expect(find("back")).toEqual([]));
  it("does not find by the middle of a word", () => expect(find("nstall")).toEqual([]));
});

it("offers no release without an official digest, and none that is installed", () => {
  const not = [release("go1.1", null), { ...release("go1.2"), installed: true }, { ...release("go1.3"), file: null }];
  expect(installChoices(not, () => true, en, formats)).toEqual([]);
});

describe("the search of Versions", () => {
  const searched: string[] = [];
  const search = (query: string) => searchChoice(query, feed, en, (number) => searched.push(number));
  it("is offered with the number of results, and passes the version on", () => {
    const [choice] = search("use go1.26");
    expect([choice?.action.title(), choice?.note]).toEqual(["Versions: 1.26", "4"]);
    choice?.action.run();
    expect(searched).toEqual(["1.26"]);
  });
  it("is not offered without a version, or without results", () => {
    expect([...search("check"), ...search("9.99")]).toEqual([]);
  });
});
