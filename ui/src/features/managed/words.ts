// Why a policy does not permit a version, in words.
import type { ManagedReport, WithheldVersion } from "../../api/bindings";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** The sentence about a version, without a full stop: what, by whom, until when. */
export function withheldTitle({ version, why, until }: WithheldVersion, words: Catalogue, formats: Formats): string {
  const say = words.managed.withheld;
  if (why !== "locked" && why !== "ring") return say[why](version);
  return until === null ? say.notApproved(version) : say[why](version, formats.date(until));
}

/** Both in one line. */
export function withheldLine(
  withheld: WithheldVersion,
  ring: string | null,
  words: Catalogue,
  formats: Formats,
): string {
  const parts = [withheldTitle(withheld, words, formats), withheldReason(withheld, ring, words)];
  return parts.filter(Boolean).join(words.common.separator);
}

/** The ring of this machine in words; `null` if the policy names none. */
export function ringOf(report: ManagedReport | null, { managed }: Pick<Catalogue, "managed">): string | null {
  return report?.ring ? managed.rings[report.ring] : null;
}

/** The reason for it; empty if the rule is one. */
export function withheldReason({ why, wanted }: WithheldVersion, ring: string | null, words: Catalogue): string {
  const { because } = words.managed;
  if (why === "locked") return because.locked;
  if (why === "ring") return ring === null ? "" : because.ring(ring);
  return why === "wanted" && wanted !== null ? because.wanted(wanted) : "";
}
