// A place that a text names exists: what the window's sentences call a page or a tab is what the navigation calls it.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { en } from "./en";
import { zhCn } from "./zh-CN";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ENGINE = folder("../../../text/");
const PAGE = folder("./en/");

/** Each place by its English name, with the Chinese one. */
const PLACES = new Map(
  (["places", "tabs"] as const).flatMap((kind) => {
    const chinese: Record<string, string> = zhCn.common[kind];
    return Object.entries(en.common[kind]).map(([key, name]): [string, string] => [name, chinese[key] ?? ""]);
  }),
);

/** Names of other things: of programs, files and variables, and of buttons. */
const OTHERS =
  /^(?:PATH|GO[A-Z]+|Go|GoLand|HKLM|UPGO_\w+|UTC|UTF|Upgo|Linux|WSL|Windows|English|PEM|Task (?:Manager|Scheduler)|Startup apps|Protection history|Fix|Undo)\b/;
/** In the settings of the system. */
const OF_SYSTEM = /\bsystem's settings, under Notifications\b/;

/** What a text calls a place: `in Settings`, `Findings says`. */
const NAMED =
  /\b(?:in|on|under) (?:the )?([A-Z]\w+(?: [A-Za-z]+)?)|(?:^|[.:] )((?!(?:The|This|It|That|If|An?|Its|Your|No) )[A-Z]\w+(?: [a-z]+)?) (?:shows|says|lists)\b/g;

/** The sentences of the engine in a language, by their names. */
function sentences(language: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(`${ENGINE}${language}`)) {
    let name = "";
    for (const line of readFileSync(`${ENGINE}${language}/${file}`, "utf8").split("\n")) {
      const [, indent = "", key, words] = /^(\s*)(\.?[\w-]+) = (.*)$/.exec(line) ?? [];
      if (key === undefined || words === undefined) continue;
      if (indent === "") name = key;
      found.set(`${file} ${indent === "" ? key : name + key}`, words);
    }
  }
  return found;
}

function namesIn(words: string): string[] {
  if (OF_SYSTEM.test(words)) return [];
  const named = [...words.matchAll(NAMED)].map(([, after, subject]) => after ?? subject ?? "");
  return named.filter((name) => !OTHERS.test(name));
}

/** The place that a name begins with; `undefined` if there is none. */
function placeOf(name: string): string | undefined {
  return [...PLACES.keys()].find((place) => name === place || name.startsWith(`${place} `));
}

test("a place that a sentence of the engine names exists, in both languages", () => {
  const chinese = sentences("zh-CN");
  const named = [...sentences("en")].flatMap(([key, words]) => namesIn(words).map((name) => ({ key, name, words })));
  expect(named.length).toBeGreaterThan(10);
  for (const { key, name, words } of named) {
    const place = placeOf(name);
    expect(place, `${key}: ${words}`).toBeDefined();
    expect(chinese.get(key), key).toContain(PLACES.get(place ?? ""));
  }
});

test("a place that a text of the page names exists", () => {
  for (const file of readdirSync(PAGE)) {
    for (const [, plain, filled] of readFileSync(`${PAGE}${file}`, "utf8").matchAll(/"([^"\n]*)"|`([^`\n]*)`/g)) {
      const words = plain ?? filled ?? "";
      for (const name of namesIn(words)) expect(placeOf(name), `${file}: ${words}`).toBeDefined();
    }
  }
});
