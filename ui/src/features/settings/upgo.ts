// The version of Upgo itself: what its row says, and how the window restarts.
import type { Job, Owner, ReleaseNotes, SelfReport } from "../../api/bindings";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { quoted } from "../../text/statement";

export const UPGO_ROW = "upgo";
/** The variable that turns updates off, whatever the setting says. */
const VARIABLE = "UPGO_NO_SELF_UPDATE";

/** What the row says: its state, and more about it. */
export function upgoWords(report: SelfReport, words: Catalogue, formats: Formats): { title: string; second: string } {
  const { upgo, version: name } = words.settings;
  const join = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(words.common.separator);
  const { version, state, latest, owner, checkedAt } = report;
  const checked = checkedAt === null ? words.home.facts.notChecked : upgo.checked(formats.ago(checkedAt));
  if (report.replacedBy !== null) {
    return { title: upgo.replaced(report.replacedBy), second: upgo.stillRuns(version) };
  }
  switch (state) {
    case "available": {
      const size = latest?.sizeBytes ?? null;
      const second = join(upgo.youHave(version), size === null ? null : upgo.download(formats.size(size)), checked);
      return { title: upgo.available(latest?.version ?? ""), second };
    }
    case "current":
    case "unknown":
      return { title: upgo[state], second: join(name(version), checked) };
    case "off":
      return { title: upgo.off, second: report.setting === "off" ? upgo.offBySetting : upgo.offByVariable(VARIABLE) };
    case "managed":
      return owner === null
        ? { title: name(version), second: "" }
        : { title: upgo.owners[owner], second: adviceOf(owner, report.command, upgo) };
    case "noKey":
      return { title: upgo.noKey, second: upgo.noKeyHint };
  }
}

function adviceOf(owner: Owner, command: string | null, words: Catalogue["settings"]["upgo"]): string {
  if (command !== null) return owner === "pacman" ? words.withHelper : words.withCommand;
  return owner in words.advice ? words.advice[owner as keyof typeof words.advice] : "";
}

/** What is new, newest release first: in the language of the window, or else in English, marked as such. */
export function newsOf({ latest }: SelfReport, inEnglish: boolean): string[] {
  const of = ({ en = [], "zh-CN": own = [] }: ReleaseNotes) => {
    if (inEnglish) return en;
    return own.length > 0 ? own : en.map(quoted);
  };
  return latest?.notes.flatMap(of) ?? [];
}

/** The version of Upgo that a change has replaced the running one with; `null` if it has replaced none. */
export function replacedBy(job: Job): string | null {
  if (job.kind !== "done" || !job.changed.changed) return null;
  return job.plan.steps.find(({ kind }) => kind === "replaceUpgo" || kind === "restoreUpgo")?.file ?? null;
}
