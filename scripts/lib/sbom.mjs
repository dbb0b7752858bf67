// What is in a package, as CycloneDX lists: joining them, and comparing them with what is compiled and locked.

/** One list of the programs and their page. Components that several parts share are listed once. */
export function merged(version, parts) {
  const own = parts.map(({ metadata }) => metadata.component);
  const components = unique("bom-ref", [...own, ...parts.flatMap((part) => part.components)]);
  const upgo = { type: "application", "bom-ref": "upgo", name: "upgo", version };
  const depends = { ref: "upgo", dependsOn: own.map((component) => component["bom-ref"]) };
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { tools: parts.flatMap(({ metadata }) => metadata.tools).filter(firstOf), component: upgo },
    components,
    dependencies: unique("ref", [depends, ...parts.flatMap((part) => part.dependencies)]),
  };
}

function unique(key, items) {
  return [...new Map(items.map((item) => [item[key], item])).values()];
}

function firstOf(tool, at, tools) {
  return tools.findIndex((each) => each.name === tool.name) === at;
}

/** The package URL of each crate that `cargo tree --prefix none` names. */
export function compiledCrates(tree) {
  return [...tree.matchAll(/^(\S+) v(\S+)/gm)].map(([, name, version]) => `pkg:cargo/${name}@${version}`);
}

/** Package URL → SHA-256, for the crates of a Cargo.lock. Our own crates have none. */
export function lockedCrates(text) {
  const found = [...text.matchAll(/^name = "(.*)"\nversion = "(.*)"\n(?:source = .*\nchecksum = "(.*)"\n)?/gm)];
  return Object.fromEntries(found.map(([, name, version, checksum = ""]) => [`pkg:cargo/${name}@${version}`, checksum]));
}

/** Package URL → SHA-512, for the packages of a package-lock.json. */
export function lockedPackages({ packages }) {
  const named = Object.entries(packages).map(([path, { name, version, integrity = "" }]) => {
    const full = (name ?? path.split("node_modules/").at(-1)).replace("@", "%40");
    return [`pkg:npm/${full}@${version}`, Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex")];
  });
  return Object.fromEntries(named);
}

/**
 * What is wrong with a list: a missing crate, a component with another checksum or in no lock file, an unlisted one.
 */
export function mistakes({ metadata, components, dependencies }, { compiled, locked }) {
  const purl = (component) => (component.purl ?? "").replace(/[?#].*$/, "");
  const listed = new Set(components.map(purl));
  const refs = new Set([metadata.component, ...components].map((component) => component["bom-ref"]));
  const checksum = (component) => component.hashes?.[0].content ?? "";
  return [
    ...[...new Set(compiled)].filter((name) => !listed.has(name)).map((name) => `missing: ${name}`),
    ...components.filter((component) => !(purl(component) in locked)).map((component) => `not locked: ${component["bom-ref"]}`),
    ...components
      .filter((component) => purl(component) in locked && checksum(component) !== locked[purl(component)])
      .map((component) => `another checksum than the lock file's: ${component["bom-ref"]}`),
    ...dependencies
      .flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
      .filter((ref) => !refs.has(ref))
      .map((ref) => `a dependency that is not listed: ${ref}`),
  ];
}
