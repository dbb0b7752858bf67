// The sentences of `text`: how they read, and that each is there once. The build of the engine compares the languages.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FluentResource } from "@fluent/bundle";
import { projectFiles } from "../../scripts/lib/inputs.mjs";
import { root } from "../../scripts/lib/tools.mjs";

/** Phrases that read as translated. */
const TRANSLATED =
  /\b(of before|anew|cannot be had|not to be had|mend|is told|are told|If it stays|for everybody|takes? (it )?away|a Go\b.*that does not tell)\b/i;
/** The sentences of a family belong to its members: two error codes may give the same advice. */
const FAMILIES = /^(?:codes|changes|policy-keys)\.ftl /;
/** A sentence of fewer words may mean several things, which other languages say in different ways. */
const WORDS = 4;

/** The sentences of a language by their names: the forms of a plural are on separate lines. */
function sentences(language) {
  const folder = join(root, "text", language);
  return readdirSync(folder).flatMap((file) => {
    const { body } = new FluentResource(readFileSync(join(folder, file), "utf8"));
    return body.flatMap(({ id, value, attributes }) => [
      { name: `${file} ${id}`, text: textOf(value) },
      ...Object.entries(attributes).map(([name, text]) => ({ name: `${file} ${id}.${name}`, text: textOf(text) })),
    ]);
  });
}

function textOf(pattern) {
  if (!Array.isArray(pattern)) return pattern;
  const part = (piece) =>
    piece.type === "select" ? piece.variants.map(({ value }) => textOf(value)).join("\n") : `{ $${piece.name} }`;
  return pattern.map((piece) => (typeof piece === "string" ? piece : part(piece))).join("");
}

const found = (language, expression) =>
  sentences(language).filter(({ text }) => expression.test(text)).map(({ name, text }) => `${name}: ${text}`);

test("no sentence shouts or begs, and English is plain", () => {
  assert.ok(sentences("en").length > 1000);
  assert.deepEqual(found("en", /!|\bplease\b|\boops\b/i), []);
  assert.deepEqual(found("zh-CN", /！/), []);
  assert.deepEqual(found("en", TRANSLATED), []);
});

test("Chinese has its own punctuation and words, and a space between Han and Latin letters or digits", () => {
  assert.deepEqual(found("zh-CN", /\p{Script=Han}[,;:?!]/u), []);
  assert.deepEqual(found("zh-CN", /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u), []);
  assert.deepEqual(found("zh-CN", /您/), []);
});

test("a sentence is there once", () => {
  const names = new Map();
  for (const { name, text } of sentences("en")) {
    if (!FAMILIES.test(name)) names.set(text, [...(names.get(text) ?? []), name]);
  }
  const twice = [...names].filter(([text, all]) => all.length > 1 && text.replace(/\{ \$\w+ \}/g, "").trim().split(/\s+/).length >= WORDS);
  assert.deepEqual(twice.map(([text, all]) => `${all.join(", ")}: ${text}`), []);
});

test("no sentence is left over", () => {
  const sources = projectFiles(["crates/", "src-tauri/"]).filter((path) => path.endsWith(".rs"));
  const names = new Set(sources.flatMap((path) => readFileSync(join(root, path), "utf8").match(/\b[A-Z]\w+\b/g) ?? []));
  const variant = (name) => name.replace(/(?:^|[-.])([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const left = sentences("en").filter(({ name }) => !FAMILIES.test(name) && !names.has(variant(name.split(" ")[1])));
  assert.deepEqual(left.map(({ name }) => name), []);
});
