/**
 * The index that a key moves to in a list with one tab stop: arrows (which wrap around), Home, End, and in a menu the
 * first letter. `null` for other keys. Source: <https://www.w3.org/WAI/ARIA/apg/patterns/menubar/>.
 */
export function indexFor(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey">,
  at: number,
  count: number,
  titles: readonly string[] = [],
): number | null {
  if (count === 0) return null;
  switch (event.key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return event.ctrlKey || event.altKey || event.metaKey ? null : byFirstLetter(event.key, at, titles);
  }
}

/** The next title that begins with the letter, after the current one. */
function byFirstLetter(key: string, at: number, titles: readonly string[]): number | null {
  if ([...key].length !== 1) return null;
  const begins = (title: string) => title.toLocaleLowerCase().startsWith(key.toLocaleLowerCase());
  const after = titles.findIndex((title, index) => index > at && begins(title));
  const found = after >= 0 ? after : titles.findIndex(begins);
  return found >= 0 ? found : null;
}
