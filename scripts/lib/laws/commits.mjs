// The subjects of commits.
import { execFileSync } from "node:child_process";
import { root } from "../tools.mjs";

/** A commit's subject has at most 72 characters, so that every list of commits shows it completely. */
export function commitSubjects(commits) {
  return commits
    .filter(({ subject }) => [...subject].length > 72)
    .map(({ id, subject }) => `${id}: a subject of ${[...subject].length} characters: ${subject.slice(0, 72)}…`);
}

/** The commits since this rule. A folder without a history has none. */
export function readCommits() {
  const args = ["log", "--no-merges", "--since=2026-11-22T00:00:00Z", "--format=%h%x09%s"];
  try {
    const listed = execFileSync("git", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] }).toString();
    return listed.split("\n").filter(Boolean).map((line) => {
      const [id, subject] = line.split("\t");
      return { id, subject };
    });
  } catch {
    return [];
  }
}
