import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Puts the icons into the page's HTML: there they are parsed once, and cost neither a request nor JavaScript. */
function inlineIcons(): Plugin {
  const icons = new URL("src/components/icons.svg", import.meta.url);
  return {
    name: "inline-icons",
    transformIndexHtml: (html) =>
      html.replace("<!-- icons -->", () =>
        readFileSync(icons, "utf8")
          .replace(/<!--.*?-->\s*/s, "")
          .trim(),
      ),
  };
}

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true, discloseVersion: false } }), inlineIcons()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // the oldest WebView2 and WebKitGTK that we ask for: both know light-dark(), popover and nesting
    target: ["edge123", "safari17.5"],
    // the page's content policy allows no data: address
    assetsInlineLimit: 0,
    // all of it lies beside the program: nothing is gained by asking for it early
    modulePreload: false,
    cssCodeSplit: false,
  },
  test: { include: ["src/**/*.test.ts"], environment: "node", env: { TZ: "Europe/Berlin" } },
});
