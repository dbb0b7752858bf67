// Code for one operating system, and unsafe code, is in one place.
import { codeOnly, withoutTests } from "../rust-source.mjs";
import { TEST_CODE, matches, rust, violation } from "./tree.mjs";

/** The files that may contain code for one operating system. */
const SEAM = /^(crates\/engine\/src\/machine\/(platform|acts)\/|crates\/launcher\/|crates\/toast\/src\/platform\/|src-tauri\/src\/platform\/|tests\/windows\/probe\/)/;
const OS = /\b(windows|unix|target_os|target_family|target_env|target_vendor)\b/;

/** No `cfg` for an operating system outside the platform seam. */
export function osCfg(files) {
  return rust(files).filter(({ path }) => !SEAM.test(path) && !TEST_CODE.test(path)).flatMap(({ path, text }) => {
    const code = withoutTests(codeOnly(text));
    return conditions(code)
      .filter(({ condition }) => OS.test(condition) && !/^\(\s*all\s*\(\s*test\b/.test(condition))
      .map(({ index, condition }) => violation(path, code, index, "a cfg for an operating system", condition));
  });
}

/** The contents of each `cfg(…)`, `cfg!(…)`, `cfg_attr(…)` and `cfg_select! {…}`. */
function conditions(code) {
  return [...code.matchAll(/\bcfg(?:_attr|_select)?\s*!?\s*(?=[({])/g)].map((match) => {
    const start = match.index + match[0].length;
    let depth = 0;
    let end = start;
    do {
      depth += "({".includes(code[end]) ? 1 : ")}".includes(code[end]) ? -1 : 0;
      end += 1;
    } while (depth > 0 && end < code.length);
    return { index: match.index, condition: code.slice(start, end) };
  });
}

/** No `unsafe` outside the platform seam, not even in tests. */
export function unsafeCode(files) {
  return rust(files)
    .filter(({ path }) => !SEAM.test(path))
    .flatMap((file) => matches({ ...file, text: codeOnly(file.text) }, /\bunsafe\b/g, "unsafe code"));
}
