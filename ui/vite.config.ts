import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Inlines the icons into the page's HTML, where they are parsed once and cost neither a request nor JavaScript. */
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

/** Loads the later parts of the page with a plain import. Vite's own helper would first request their dependencies. */
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
        // every styled element has a class, and the usual name is twice as long
        cssHash: ({ hash, css }) => `s${hash(css).slice(0, 4)}`,
      },
    }),
    inlineIcons(),
    importOnly(),
  ],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // the oldest supported WebView2 and WebKitGTK, which both support light-dark(), popover and nesting
    target: ["edge123", "safari17.5"],
    // the page's content policy allows no data: addresses
    assetsInlineLimit: 0,
    // all files are on the local disk, so preloading gains nothing
    modulePreload: false,
    cssCodeSplit: false,
  },
  test: { include: ["src/**/*.test.ts"], environment: "node", env: { TZ: "Europe/Berlin" } },
});
