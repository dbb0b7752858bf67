import type { ChangeRequest, PlanView } from "../api/bindings";
import type { Catalogue } from "./index.svelte";

/** What a sentence about a change needs to know of it: a plan, or an entry of the history. */
export type Subject = Pick<PlanView, "action" | "from" | "to" | "about"> & { request?: ChangeRequest };

/** What a change brings, repairs or takes away, where it has a version: a repair leaves `from` and `to` as they are. */
export function versionOf({ action, about, to, from }: Subject): string {
  return (action === "repairFiles" ? about : null) ?? to ?? from ?? "Go";
}

/** Whether it removes whatever is not used: then `from` is only the first of them. */
export function isOfUnused({ request }: Subject): boolean {
  return request?.kind === "removeUnused";
}

/** Whether an undo leaves the Go that runs as it is: it puts a removed version or PATH back. */
export function putsBackOnly({ from, to }: Subject): boolean {
  return to === null || to === from;
}

/** A list of names: whole, or its first two and how many more there are. */
export function someOf(names: string[], { common }: Pick<Catalogue, "common">): string {
  if (names.length <= 3) return names.join(common.list);
  return common.andMore(names.slice(0, 2).join(common.list), names.length - 2);
}
