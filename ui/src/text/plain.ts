/** Words without the marks of code and of quoted words in them, for names and titles that are plain text. */
export function plain(words: string): string {
  return words.replace(/[`\u2068\u2069]/g, "");
}

/** A message of the engine at the start of a line: a word begins with a capital letter, a name stays as it is. */
export function opening(message: string): string {
  return message.replace(
    /^(?:a|an|another|it|its|no|some|the|there|this)\b/,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
}
