// The value of a managed setting as a text that is read, not edited.
import type { Catalogue } from "../../text/index.svelte";
import type { Control } from "../settings/controls";

/** The value, for controls that are neither a switch nor a list of choices. */
export function shownValue(control: Control, { managed, settings }: Pick<Catalogue, "managed" | "settings">): string {
  switch (control.kind) {
    case "closing":
      return control.options.find(({ value }) => value === control.value)?.label ?? settings.closingOther;
    case "list":
      return control.items.join("\n") || managed.none;
    case "span":
      return control.value ?? settings.off;
    case "text":
    case "file":
      return control.value || managed.none;
    case "switch":
    case "select":
      return "";
  }
}
