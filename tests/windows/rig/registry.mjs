// Parses the output of `reg.exe export`.

/** Key → name → value, for strings and numbers. Values of other types stay as written. */
export function parseExport(text) {
  const keys = {};
  let values = {};
  // A long value continues on the next line after a backslash.
  for (const line of text.replace(/\\\r?\n\s*/g, "").split(/\r?\n/)) {
    const key = /^\[(.+)\]$/.exec(line);
    if (key) keys[key[1]] = values = {};
    const value = /^(?:@|"((?:[^"\\]|\\.)*)")=(.*)$/.exec(line);
    if (value) values[unescape(value[1] ?? "")] = parseValue(value[2]);
  }
  return keys;
}

function parseValue(text) {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text);
  if (quoted) return unescape(quoted[1]);
  if (text.startsWith("dword:")) return Number.parseInt(text.slice("dword:".length), 16);
  // REG_EXPAND_SZ is exported as bytes.
  const bytes = /^hex\(2\):([0-9a-f,]*)$/.exec(text);
  return bytes ? Buffer.from(bytes[1].replaceAll(",", ""), "hex").toString("utf16le").replace(/\0+$/, "") : text;
}

function unescape(text) {
  return text.replace(/\\(.)/g, "$1");
}
