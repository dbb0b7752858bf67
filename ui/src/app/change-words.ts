import { putsBackOnly, someOf } from "../text/subject";
import type { HistoryEntry } from "../api/bindings";
import type { Catalogue } from "../text/index.svelte";

/** The sentence of a successful change, if only this entry is available: "Upgraded from go1.26.5 to go1.27.1". */
export function changeSentence(entry: HistoryEntry, words: Catalogue): string {
  const { common } = words;
  const { changes } = common;
  const to = entry.to ?? common.noGo;
  switch (entry.action) {
    case "upgrade":
      return entry.from === null ? changes.upgradedTo(to) : changes.upgraded(entry.from, to);
    case "download":
      return changes.downloaded(to);
    case "install":
      return changes.installed(to);
    case "use":
      return changes.switched(to);
    case "remove":
      return entry.from === null ? changes.removedUnused : changes.removed(removedBy(entry, words));
    case "rollback":
      return putsBackOnly(entry) ? changes.undoneLast : changes.wentBack(to);
    case "addToPath":
      return changes.addedToPath;
    case "environment":
      return changes.environment(variablesOf(entry, words));
    case "adopt":
      return changes.adopted(to);
    case "stepAside":
      return changes.steppedAside;
    case "keepSystem":
      return changes.keptSystem;
    case "systemInstall":
      return entry.from === null ? changes.systemInstalled(to) : changes.systemUpgraded(entry.from, to);
    case "systemUninstall":
      return changes.systemUninstalled(entry.from ?? common.unknownVersion);
    case "systemRepair":
      return changes.systemRepaired(to);
    case "repairFiles":
      return changes.repairedFiles(entry.about ?? common.unknownVersion);
    case "rebuildTools":
      return changes.rebuiltTools(someOf(entry.programs, words));
  }
}

/** The variables of an edit, or the environment if they are unknown. */
export function variablesOf({ variables }: HistoryEntry, words: Catalogue): string {
  return variables.length > 0 ? someOf(variables, words) : words.common.theEnvironment;
}

/** The versions that were removed. */
export function removedBy({ removed, from }: HistoryEntry, words: Catalogue): string {
  return removed.length > 0 ? someOf(removed, words) : (from ?? words.common.unknownVersion);
}
