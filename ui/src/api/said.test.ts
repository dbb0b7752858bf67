import { expect, test } from "vitest";
import { inLanguage } from "./said";
import { scenarios } from "./scenarios";

test.each(Object.keys(scenarios))("%s has its sentences in both languages", (name) => {
  for (const language of ["en", "zh-CN"] as const) {
    const said = JSON.stringify(inLanguage(scenarios[name]?.(), language));
    expect(said).not.toContain("\\u0000");
  }
});
