import type { Row } from "../api/bindings";
import { plain } from "../text/plain";

/** A row and those below it, for the clipboard. */
export function textOf({ title, badge, second, path, quoted, rows }: Row): string {
  const place = path && [path.file, path.line, path.column].filter(Boolean).join(":");
  const first = [place, plain(title), badge].filter(Boolean).join(": ");
  return [first, second && plain(second), quoted?.trimEnd(), ...rows.map(textOf)].filter(Boolean).join("\n");
}
