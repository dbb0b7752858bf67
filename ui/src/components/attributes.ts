import type { Attachment } from "svelte/attachments";
import type { AriaAttributes } from "svelte/elements";

/** What a caller may add to the element of a component. What it listens to is a property of its own. */
export interface Attributes extends AriaAttributes {
  lang?: string;
  title?: string;
  [mark: `data-${string}`]: string | number | boolean | null | undefined;
}

/**
 * Keeps an element's attributes as the caller gives them.
 *
 * `{...rest}` on an element does the same, and also styles, classes, listeners and form values: for them it brings
 * 2 kB of code, which nothing here needs.
 */
export function attributes(all: Attributes): Attachment<Element> {
  return (element) => {
    for (const [name, value] of Object.entries(all)) {
      if (value === undefined || value === null) element.removeAttribute(name);
      else element.setAttribute(name, String(value));
    }
  };
}
