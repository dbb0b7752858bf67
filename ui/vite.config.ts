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

/** A part of the page that is loaded later is just imported: Vite's own way would first ask for what it needs. */
function importOnly(): Plugin {
  return {
    name: "import-only",
    enforce: "pre",
    load: (id) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null),
  };
}

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [
    svelte({
      configFile: false,
      compilerOptions: {
        runes: true,
        discloseVersion: false,
        // a class stands at every element that has a style: the usual name is twice as long
        cssHash: ({ hash, css }) => `s${hash(css).slice(0, 4)}`,
      },
    }),
    inlineIcons(),
    importOnly(),
  ],
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
