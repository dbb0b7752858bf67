/** A hash as `a3911b5e … abd2edd95d`: its first 8 and its last 8 letters. What is no hash stays whole. */
export function shortened(value: string): string {
  const [, kind = "", hash = ""] = /^(h1:)?([\w+/]{40,}=*)$/.exec(value) ?? [];
  return hash === "" ? value : `${kind}${hash.slice(0, 8)} … ${hash.slice(-8)}`;
}
