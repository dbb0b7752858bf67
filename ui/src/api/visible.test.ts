import { expect, test } from "vitest";
import { visible } from "./visible";

test("characters that control others are escaped, wherever they are in an answer", () => {
  const answer = {
    path: "/tmp/\u001b[2Jgpj.\u202eexe",
    entries: [{ text: "a\rb\u009bc\u2028d\u200b", count: 3 }, null],
    cause: "main.go:1: no\n\tat x",
  };
  expect(visible(answer)).toEqual({
    path: "/tmp/\\u{1b}[2Jgpj.\\u{202e}exe",
    entries: [{ text: "a\\u{d}b\\u{9b}c\\u{2028}d\\u{200b}", count: 3 }, null],
    cause: "main.go:1: no\n\tat x",
  });
});

test("joiners stay in words and emoji, and are shown where all that they do is hide", () => {
  for (const text of ["Zoë 测试 שלום", "می\u200cخواهم", "👨\u200d💻"]) expect(visible(text)).toBe(text);
  expect(visible("go\u200dpls")).toBe("go\\u{200d}pls");
});
