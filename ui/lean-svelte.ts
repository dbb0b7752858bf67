import type { Plugin } from "vite";

/** Parts of Svelte and Vite that this page has no use for, and the least that the rest of them asks for. */
const UNUSED: Record<string, string> = {
  // takes over what a server has drawn; here nothing is drawn before the page runs
  "svelte/src/internal/client/dom/hydration.js": `
    export const hydrating = false, hydrate_node = null;
    ${noops("set_hydrating", "set_hydrate_node", "hydrate_next", "hydrate_template")}
    ${noops("reset", "next", "skip_nodes", "read_hydration_instruction")}`,
  // makes state of the fields of an object; here state is raw (see `transform`)
  "svelte/src/internal/client/proxy.js": `
    export const proxy = (value) => value, get_proxied_value = proxy;
    export const is = Object.is;`,
  // loads styles and scripts ahead of a page; here all styles are one file, which the document names
  "vite/preload-helper.js": "export const __vitePreload = (load) => load();",
};

/** Values that nobody reads, and of which a bundler has to be told that nothing is lost with them. */
const UNREAD: Record<string, [what: RegExp, told: string]> = {
  "svelte/src/utils.js": [/(?<=const DOM_PROPERTIES = )\[[^\]]*\]/, "/* @__PURE__ */ (() => $&)()"],
  "@tauri-apps/api/event.js": [/\(function \(TauriEvent\)/, "/* @__PURE__ */ $&"],
};

/** Leaves out of the built page what it never runs: 4 kB compressed, of which no minifier can know. */
export function leanSvelte(): Plugin {
  const left = new Set([...Object.keys(UNUSED), ...Object.keys(UNREAD)]);
  const find = (paths: object, id: string) => Object.keys(paths).find((path) => id.endsWith(path)) ?? "";
  return {
    name: "lean-svelte",
    apply: "build",
    enforce: "pre",
    load(id) {
      const path = find(UNUSED, id);
      left.delete(path);
      return UNUSED[path];
    },
    transform: {
      order: "post",
      handler(code, id) {
        const path = find(UNREAD, id);
        const [what, told] = UNREAD[path] ?? [];
        if (what && told && what.test(code)) {
          left.delete(path);
          return { code: code.replace(what, told), map: null };
        }
        if (!/\.svelte(\.ts)?$/.test(id)) return;
        if (code.includes("$.proxy(")) this.error(`${id}: state is raw here, write $state.raw`);
        // names what a component passes, for children that are written for Svelte 4
        return { code: code.replace(/,?\s*\$\$slots: \{[^}]*\}/g, ""), map: null };
      },
    },
    buildEnd(error) {
      if (!error && left.size > 0) this.error(`no longer what is left out here: ${[...left].join(", ")}`);
    },
  };
}

/** Functions whose calls a minifier takes away. */
function noops(...names: string[]): string {
  return names.map((name) => `/* @__NO_SIDE_EFFECTS__ */ export function ${name}() {}`).join("\n");
}
