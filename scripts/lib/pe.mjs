// Reads a program for Windows: what the system checks before it runs it. Source of the format:
// https://learn.microsoft.com/windows/win32/debug/pe-format

/** The kinds of a resource. */
const [VERSION, MANIFEST] = [16, 24];
/** What the header says that a program can bear. */
const FLAGS = { highEntropy: 0x20, dynamicBase: 0x40, noExecute: 0x100, controlFlowGuard: 0x4000 };
const SUBSYSTEMS = { 2: "window", 3: "console" };

/**
 * A 64-bit program: `subsystem`, `flags`, `imports` (each library, in lower case, with its functions), `manifests`, and
 * `version` with the texts of its version, or undefined. Throws if the file is something else.
 */
export function readProgram(bytes) {
  const header = bytes.length < 0x40 ? 0 : bytes.readUInt32LE(0x3c);
  const optional = header + 24;
  if (bytes.length < optional + 240 || bytes.toString("latin1", header, header + 4) !== "PE\0\0" || bytes.readUInt16LE(optional) !== 0x20b) {
    throw new Error("not a 64-bit program for Windows");
  }
  const file = { bytes, sections: sections(bytes, header), directory: (index) => bytes.readUInt32LE(optional + 112 + 8 * index) };
  const stated = bytes.readUInt16LE(optional + 70);
  const resources = readResources(file);
  const versions = resources.filter(({ kind }) => kind === VERSION);
  return {
    subsystem: SUBSYSTEMS[bytes.readUInt16LE(optional + 68)],
    flags: Object.keys(FLAGS).filter((name) => stated & FLAGS[name]),
    imports: readImports(file),
    manifests: resources.filter(({ kind }) => kind === MANIFEST).map(({ data }) => data.toString("utf8")),
    version: versions.length === 1 ? readVersion(versions[0].data) : undefined,
  };
}

function sections(bytes, header) {
  const first = header + 24 + bytes.readUInt16LE(header + 20);
  return Array.from({ length: bytes.readUInt16LE(header + 6) }, (_, index) => {
    const [size, address, , offset] = [8, 12, 16, 20].map((at) => bytes.readUInt32LE(first + 40 * index + at));
    return { size, address, offset };
  });
}

/** The position in the file of an address in memory. */
function at({ sections }, address) {
  const section = sections.find((each) => address >= each.address && address < each.address + each.size);
  if (!section) throw new Error(`no section has the address ${address}`);
  return section.offset + address - section.address;
}

function readImports(file) {
  const { bytes, directory } = file;
  const text = (from) => bytes.toString("latin1", from, bytes.indexOf(0, from));
  const imports = {};
  if (!directory(1)) return imports;
  for (let entry = at(file, directory(1)); bytes.readUInt32LE(entry + 12); entry += 20) {
    const names = (imports[text(at(file, bytes.readUInt32LE(entry + 12))).toLowerCase()] ??= []);
    let lookup = at(file, bytes.readUInt32LE(entry) || bytes.readUInt32LE(entry + 16));
    for (let value; (value = bytes.readBigUInt64LE(lookup)); lookup += 8) {
      names.push(value >> 63n ? `#${value & 0xffffn}` : text(at(file, Number(value)) + 2));
    }
  }
  return imports;
}

/** The resources with their kind, in each language. */
function readResources(file) {
  const { bytes, directory } = file;
  if (!directory(2)) return [];
  const start = at(file, directory(2));
  const below = (folder, path) => {
    const count = bytes.readUInt16LE(folder + 12) + bytes.readUInt16LE(folder + 14);
    return Array.from({ length: count }, (_, index) => folder + 16 + 8 * index).flatMap((entry) => {
      const [id, target] = [bytes.readUInt32LE(entry), bytes.readUInt32LE(entry + 4)];
      if (target >= 0x8000_0000) return below(start + target - 0x8000_0000, [...path, id]);
      const from = at(file, bytes.readUInt32LE(start + target));
      return [{ kind: path[0], data: bytes.subarray(from, from + bytes.readUInt32LE(start + target + 4)) }];
    });
  };
  return below(start, []);
}

/** The texts of a version, and the number that the system compares, as `number`. */
function readVersion(data) {
  const texts = {};
  const padded = (position) => (position + 3) & ~3;
  const node = (from) => {
    const [length, valueLength, kind] = [0, 2, 4].map((offset) => data.readUInt16LE(from + offset));
    let end = from + 6;
    while (data.readUInt16LE(end)) end += 2;
    const name = data.toString("utf16le", from + 6, end);
    const value = padded(end + 2);
    const size = kind === 1 ? 2 * valueLength : valueLength;
    if (name === "VS_VERSION_INFO") texts.number = [10, 8, 14, 12].map((part) => data.readUInt16LE(value + part)).join(".");
    else if (kind === 1 && size > 0) texts[name] = data.toString("utf16le", value, value + size).replace(/\0$/, "");
    for (let child = padded(value + size); child < from + length; child = padded(node(child)));
    return from + length;
  };
  node(0);
  return texts;
}
