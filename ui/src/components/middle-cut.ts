/** The longest end of a path that is never cut. */
const LONGEST_TAIL = 28;

/** The beginning of a path that can be cut: of less, only half a letter would be left. */
const SHORTEST_HEAD = 4;

/** Splits a path where it may be shortened: at a separator, with a second part short enough to be shown completely. */
export function cutInTwo(text: string): [head: string, tail: string] {
  const earliest = Math.max(SHORTEST_HEAD, text.length - LONGEST_TAIL);
  const separator = text.slice(earliest).search(/[\\/]/);
  const at = separator < 0 ? earliest : earliest + separator;
  return [text.slice(0, at), text.slice(at)];
}
