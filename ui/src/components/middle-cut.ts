/** The longest end of a path that stays whole. */
const LONGEST_TAIL = 28;

/**
 * Cuts a path where it may be shortened: the second half is its end, from a separator on, short enough to be shown
 * whole. Together they are the text.
 */
export function cutInTwo(text: string): [head: string, tail: string] {
  const earliest = Math.max(0, text.length - LONGEST_TAIL);
  const separator = text.slice(earliest).search(/[\\/]/);
  const at = separator < 0 ? earliest : earliest + separator;
  return [text.slice(0, at), text.slice(at)];
}
