/** The longest end of a path that is never cut. */
const LONGEST_TAIL = 28;

/** The beginning of a path that can be cut: of less, only half a letter would be left. */
const SHORTEST_HEAD = 4;

/**
 * Splits a path where it may be shortened: at a separator, with a second part that is shown completely. If that leaves no
 * room for a beginning among `most` characters, an ellipsis replaces it.
 */
export function cutInTwo(text: string, most = Number.POSITIVE_INFINITY): [head: string, tail: string] {
  const longest = Math.min(LONGEST_TAIL, most - 1);
  const earliest = Math.max(SHORTEST_HEAD, text.length - longest);
  const separator = text.slice(earliest).search(/[\\/]/);
  const at = separator < 0 ? earliest : earliest + separator;
  const tail = text.slice(at);
  const isCut = text.length > most;
  return [isCut && most - tail.length <= SHORTEST_HEAD ? "…" : text.slice(0, at), tail];
}
