/** A text of the engine with its facts in place of their names in braces. */
export function fill(text: string, facts: Record<string, string | number>): string {
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => `${facts[name] ?? ""}`);
  // Chinese has no space between two of its characters, where a fact may end or begin with one
  return filled.replace(/(\P{ASCII}) (?=\P{ASCII})/gu, "$1");
}
