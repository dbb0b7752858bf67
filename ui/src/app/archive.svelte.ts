// Installing from a file that the user has chosen or dropped onto the window.
import type { ChangeRequest, Problem } from "../api/bindings";
import { app } from "./state.svelte";

/** A file without a known official checksum, and the checksum of the file. */
export type Unverified = { path: string; sha256: string; problem: Problem };

class ArchiveInstallation {
  /** The file whose checksum the user is asked to compare. */
  unverified = $state.raw<Unverified | null>(null);

  /** Asks for a file and shows the plan of installing it. */
  async choose(): Promise<void> {
    const path = await app.client.chooseArchive();
    if (path !== null) await this.plan(path);
  }

  /**
   * Shows the plan of installing a file. Without an official checksum, the user may confirm the file's own, `sha256`.
   */
  async plan(path: string, sha256: string | null = null): Promise<void> {
    if (!app.mayChange) return;
    const request: ChangeRequest = { kind: "install", from: { kind: "file", path, sha256 }, then: afterInstall() };
    app.planning = request;
    const answer = await app.client.plan(request);
    app.planning = null;
    if (answer.status === "ok")
      app.dialog = { kind: "plan", plan: answer.data, request, stale: false, withoutProof: false, back: null };
    else this.#refused(path, answer.error);
  }

  /** The user has compared the checksum, which counts as the official one from now on. */
  async vouch(): Promise<void> {
    const file = this.unverified;
    this.unverified = null;
    if (file) await this.plan(file.path, file.sha256);
  }

  #refused(path: string, problem: Problem): void {
    const sha256 = problem.code === "UPGO-VERIFY-NO-DIGEST" ? digestIn(problem) : null;
    if (sha256 !== null) this.unverified = { path, sha256, problem };
    else app.dialog = { kind: "problem", problem, retry: () => void this.plan(path) };
  }
}

/** What *Install* does with the switch: if no version is selected yet, it selects the installed one. */
export function afterInstall(): "keep" | "use" {
  return app.overview?.current === null ? "use" : "keep";
}

/** The complete SHA-256 in a problem; `null` if there is none. */
export function digestIn({ message, next, causes }: Pick<Problem, "message" | "next" | "causes">): string | null {
  const found = /\b[0-9a-f]{64}\b/i.exec([message, next, ...causes].join("\n"));
  return found?.[0].toLowerCase() ?? null;
}

export const archive = new ArchiveInstallation();
