import type { ChangeRequest, PlanView } from "../api/bindings";
import type { Catalogue } from "./index.svelte";

/** The facts for a sentence about a change, from a plan or an entry of the history. */
export type Subject = Pick<PlanView, "action" | "from" | "to" | "about"> & { request?: ChangeRequest };

/** The version that a change installs, repairs or removes, if any. In a repair, `from` and `to` stay the same. */
export function versionOf({ action, about, to, from }: Subject): string {
  return (action === "repairFiles" ? about : null) ?? to ?? from ?? "Go";
}

/** Whether it removes all unused versions. Then `from` is only the first of them. */
export function isOfUnused({ request }: Subject): boolean {
  return request?.kind === "removeUnused";
}

/** Whether an undo leaves the running Go unchanged and only restores a removed version or PATH. */
export function putsBackOnly({ from, to }: Subject): boolean {
  return to === null || to === from;
}

/** A list of names: all of them, or the first two and the number of the others. */
export function someOf(names: string[], { common }: Pick<Catalogue, "common">): string {
  if (names.length <= 3) return names.join(common.list);
  return common.andMore(names.slice(0, 2).join(common.list), names.length - 2);
}
