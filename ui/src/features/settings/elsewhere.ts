// What is in effect although the settings do not say so: a proxy that was found, and variables of the environment.
import type { Elsewhere } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";
import type { Control } from "./controls";

/** A proxy is only looked for if the settings name none. Everything else takes precedence over its setting. */
const YIELDS = "proxy";

/** The second line of the proxy, if one was found. */
export function proxyWords(found: Elsewhere[], { elsewhere: words }: Catalogue["settings"]): string | undefined {
  const proxy = found.find(({ key }) => key === YIELDS);
  if (!proxy) return undefined;
  return proxy.variable === null ? words.ofSystem(proxy.value) : words.ofVariable(proxy.value, proxy.variable);
}

/** A setting that a variable overrides, with the value in force; `null` if none does. */
export function overridden(control: Control, found: Elsewhere[]): { control: Control; variable: string } | null {
  const { value = "", variable } = found.find(({ key }) => key !== YIELDS && control.id === key) ?? {};
  if (!variable) return null;
  switch (control.kind) {
    case "switch":
      return { control: { ...control, on: value === "true" }, variable };
    case "list":
      return { control: { ...control, items: value.split(",").map((item) => item.trim()) }, variable };
    case "select":
      return { control: { ...control, value }, variable };
    default:
      return null;
  }
}
