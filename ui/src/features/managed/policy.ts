// What the values of a policy are about.
import type { ManagedValue } from "../../api/bindings";

/** Whether a value names a program that runs around a switch. */
export function isHook({ key, value }: ManagedValue): boolean {
  return /^hooks\.(before-switch|after-switch|on-failure)$/.test(key) && value !== null;
}
