import type { Link, Problem } from "../api/bindings";
import { type Remedy, remedies } from "../api/remedies";
import { text } from "../text/index.svelte";
import { openTab } from "./environment-tab.svelte";
import { managed } from "./managed.svelte";
import { opened } from "./opened";
import { opens, setTrusted } from "./opens";
import { openSetting } from "./settings-place.svelte";
import { app } from "./state.svelte";

/** A button that helps with a problem. */
export interface RemedyAction {
  remedy: Remedy;
  title: string;
  run: () => void;
}

/** The place that shows a problem. */
interface Shown {
  /** Repeats the request; `null` if that is not possible here. */
  retry: (() => void) | null;
  /** Repeats it without further proof; omitted if that is not possible here. */
  withoutProof?: () => void;
  /** Closes the element that shows the problem; omitted if it stays. */
  leave?: () => void;
}

/** The buttons for a problem, the most helpful first. Without a better one, it is the log. */
export function remediesOf(problem: Problem, shown: Shown): RemedyAction[] {
  const runs = runsFor(shown);
  const found = remedies[problem.code].filter((remedy) => runs[remedy] !== null);
  return (found.length > 0 ? found : (["log"] as const)).map((remedy) => ({
    remedy,
    title: text.engine.remedies[remedy],
    run: () => runs[remedy]?.(),
  }));
}

/** What each remedy does here; `null` if it does not apply. */
function runsFor({ retry, withoutProof, leave }: Shown): Record<Remedy, (() => void) | null> {
  const left = (run: () => void) => () => {
    leave?.();
    run();
  };
  const again = retry && left(retry);
  const setting = (row: string) => left(() => openSetting(row));
  const opening = ({ when, run }: (typeof opens)[keyof typeof opens]) => (when() ? left(run) : null);
  const ofWindows = (link: Link) => (app.about?.target.startsWith("windows-") ? opened(link) : null);
  const hasOthers = (app.overview?.installed.length ?? 0) > 1;
  const isFree = (key: string) => !managed.manages([key]);
  return {
    tryAgain: again,
    seeNewPlan: again,
    repair: again,
    withoutProof: withoutProof && app.setting("proof") !== "required" ? left(withoutProof) : null,
    lookAgain: left(() => {
      app.go("home");
      void app.lookAtMachine();
    }),
    checkNow: left(() => void app.check()),
    testMirror: opening(opens.testMirror),
    removeMirrors: opening(opens.removeMirrors),
    mirrorSettings: setting("mirrors"),
    proxySettings: setting("proxy"),
    chooseCertificate: isFree("ca-file")
      ? () =>
          void app.client.chooseCertificate().then((file) => {
            if (file !== null) left(() => setTrusted("ca-file", file))();
          })
      : null,
    settings: left(() => app.go("settings")),
    backgroundSettings: setting("staying"),
    notificationSettings: setting("notifications"),
    settingsFile: opens.settingsFile.run,
    startupApps: ofWindows({ kind: "startupApps" }),
    systemNotifications: ofWindows({ kind: "systemNotifications" }),
    installedApps: ofWindows({ kind: "installedApps" }),
    home: left(() => app.go("home")),
    versions: left(() => app.go("versions")),
    health: left(() => app.go("health")),
    history: left(() => app.go("history")),
    editPath: left(() => openTab("path")),
    editVariables: left(() => openTab("values")),
    whyThisGo: left(() => openTab("why")),
    // the only version is in use
    removeUnused: hasOthers ? left(() => void app.showPlan({ kind: "removeUnused" })) : null,
    caches: opening(opens.caches),
    openFolder: opens.openFolder.run,
    goDownloads: opened({ kind: "goDownloads" }),
    reportToGo: opened({ kind: "goSecurity" }),
    // the log and the report go back to what shows the problem
    log: opens.log.run,
    report: opens.report.run,
  };
}
