import type { Attachment } from "svelte/attachments";
import type { AriaAttributes } from "svelte/elements";

/** The attributes that a caller may add to a component's element. Listeners are separate properties. */
export interface Attributes extends AriaAttributes {
  lang?: string;
  title?: string;
  [mark: `data-${string}`]: string | number | boolean | null | undefined;
}

/**
 * Keeps an element's attributes equal to the caller's. `{...rest}` also handles styles and listeners, and costs 2 kB.
 */
export function attributes(all: Attributes): Attachment<Element> {
  return (element) => {
    for (const [name, value] of Object.entries(all)) {
      if (value === undefined || value === null) element.removeAttribute(name);
      else element.setAttribute(name, String(value));
    }
  };
}
