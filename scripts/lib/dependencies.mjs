// What the direct dependencies of a program bring with them, from `cargo metadata`.
import { spawnSync } from "node:child_process";
import { reachable } from "./rust-imports.mjs";
import { root } from "./tools.mjs";

/** The graph of packages, as cargo resolves it for this target. */
export function packageGraph(target) {
  const args = ["metadata", "--format-version=1", "--locked", "--filter-platform", target];
  const done = spawnSync("cargo", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
  if (done.status !== 0) throw new Error("cargo metadata failed (see above)");
  return JSON.parse(done.stdout);
}

/**
 * The direct dependencies of the project's packages in a program, as `[{ name, alone, all, by }]`: how many crates only
 * it brings, with itself, how many it needs, and which of our packages want it. Those that add most come first.
 */
export function directDependencies({ packages, resolve, workspace_members: ours }, program) {
  const named = new Map(packages.map(({ id, name }) => [id, name]));
  // what only tests need is not in the program
  const isBuilt = ({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind !== "dev");
  const edges = new Map(resolve.nodes.map(({ id, deps }) => [id, deps.filter(isBuilt).map(({ pkg }) => pkg)]));
  const start = ours.find((id) => named.get(id) === program);
  if (!start) throw new Error(`${program} is no package of the project`);
  const whole = reachable(edges, [start]);
  const members = ours.filter((id) => whole.has(id));
  const direct = new Set(members.flatMap((id) => edges.get(id)).filter((id) => !ours.includes(id)));
  const rows = [...direct].map((id) => {
    const without = new Map(edges);
    for (const member of members) without.set(member, edges.get(member).filter((each) => each !== id));
    return {
      name: named.get(id),
      alone: whole.size - reachable(without, [start]).size,
      all: reachable(edges, [id]).size,
      by: members.filter((member) => edges.get(member).includes(id)).map((member) => named.get(member)),
    };
  });
  return rows.sort((one, other) => other.alone - one.alone || other.all - one.all || (one.name < other.name ? -1 : 1));
}
