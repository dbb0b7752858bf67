/** A hash in short form, `97e6b2a8 … d834fd38`: its first 8 and its last 8 characters. Other values stay unchanged. */
export function shortened(value: string): string {
  const [, kind = "", hash = ""] = /^(h1:)?([\w+/]{40,}=*)$/.exec(value) ?? [];
  return hash === "" ? value : `${kind}${hash.slice(0, 8)} … ${hash.slice(-8)}`;
}
