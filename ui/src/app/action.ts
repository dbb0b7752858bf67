import type { ChangeRequest } from "../api/bindings";
import type { IconName } from "../components/icons";
import { app } from "./state.svelte";

/** An action of the user as a value, shared by buttons, menus, keys and the palette. */
export interface Action {
  id: string;
  group: "actions" | "places";
  title: () => string;
  icon: IconName;
  /** The shortcuts. The first one is shown next to the title. */
  keys?: readonly string[];
  /** The requested change, if the action is one. The palette shows its plan first. */
  request?: () => ChangeRequest;
  command?: () => string;
  /** Other words under which it is found. */
  also?: () => string;
  /** Whether the action is available. If not, it is hidden and its keys do nothing. */
  when: () => boolean;
  run: () => void;
}

/** Makes the action of a change. Running it requests the change. */
export function changing(action: Omit<Action, "run" | "group" | "request"> & { request: () => ChangeRequest }): Action {
  return {
    ...action,
    group: "actions",
    when: () => app.mayChange && action.when(),
    run: () => void app.change(action.request()),
  };
}
