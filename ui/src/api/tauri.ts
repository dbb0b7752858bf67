import { Channel } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { commands, events, type Job, type Problem, type Queued, type RehearsalJob } from "./bindings";
import type { Client, Result } from "./client";
import { visible } from "./visible";

/** Calls the real program. Drag events are listened to one by one, because Tauri's web view module would add 16 kB. */
export function createTauriClient(): Client {
  return {
    overview: told(commands.overview),
    check: told(commands.check),
    versions: told(commands.versions),
    versionDetails: told(commands.versionDetails),
    tools: told(commands.tools),
    checkTools: told(commands.checkTools),
    wsl: told(commands.wsl),
    lookInWsl: told(commands.lookInWsl),
    cancelWsl: commands.cancelWsl,
    selfStatus: told(commands.selfStatus),
    checkSelf: told(commands.checkSelf),
    restart: commands.restart,
    verify: told(commands.verify),
    proof: told(commands.proof),
    history: told(commands.history),
    exportHistory: told(commands.exportHistory),
    environment: told(commands.environment),
    why: told(commands.why),
    doctor: told(commands.doctor),
    ignoreFinding: told(commands.ignoreFinding),
    settings: told(commands.settings),
    setSetting: told(commands.setSetting),
    testMirror: told(commands.testMirror),
    chooseCertificate: commands.chooseCertificate,
    exportSettings: told(commands.exportSettings),
    importSettings: told(commands.importSettings),
    setStaying: told(commands.setStaying),
    about: async () => dataOf(visible(await commands.about())),

    projects: told(commands.projects),
    cancelProjects: commands.cancelProjects,
    whatsNew: told(commands.whatsNew),
    planRehearsal: told(commands.planRehearsal),
    rehearse: told(commands.rehearse),
    rehearsalOf: told(commands.rehearsalOf),
    cancelRehearsal: commands.cancelRehearsal,
    dismissRehearsal: commands.dismissRehearsal,
    followRehearsal: (onJob) => commands.followRehearsal(new Channel<RehearsalJob>((job) => onJob(visible(job)))),

    plan: told(commands.plan),
    start: told(commands.start),
    cancelJob: commands.cancelJob,
    dismissJob: commands.dismissJob,
    followQueue: (onQueue) => commands.followQueue(new Channel<Queued[]>((waiting) => onQueue(visible(waiting)))),
    unqueue: commands.unqueue,
    followJob: (onJob) => commands.followJob(new Channel<Job>((job) => onJob(visible(job)))),

    skip: told(commands.skip),
    remindLater: told(commands.remindLater),
    offerAgain: told(commands.offerAgain),
    resumeNotifications: told(commands.resumeNotifications),
    sendTestToast: told(commands.sendTestToast),

    log: told(commands.log),
    gatherReport: told(commands.gatherReport),
    reportText: told(commands.reportText),
    saveReport: told(commands.saveReport),

    managed: told(commands.managed),
    administratorReport: told(commands.administratorReport),
    saveAdministratorReport: told(commands.saveAdministratorReport),

    openLink: told(commands.openLink),
    openFolder: told(commands.openFolder),
    openTerminal: told(commands.openTerminal),
    chooseArchive: commands.chooseArchive,
    cleanCache: told(commands.cleanCache),
    caches: told(commands.caches),
    chooseFolder: commands.chooseFolder,
    found: told(commands.found),
    foundIn: told(commands.foundIn),
    copy: (text) => navigator.clipboard.writeText(text),

    onChanged: (look) => unlistener(events.stateChanged.listen(look)),
    onNavigate: (go) => unlistener(events.navigate.listen(({ payload }) => go(payload))),
    onDrop: (on) => {
      const listening = [
        listen("tauri://drag-enter", () => on({ kind: "over" })),
        listen("tauri://drag-leave", () => on({ kind: "left" })),
        listen<{ paths: string[] }>("tauri://drag-drop", ({ payload }) =>
          on({ kind: "dropped", paths: payload.paths }),
        ),
      ].map(unlistener);
      return () => {
        for (const stop of listening) stop();
      };
    },
    ready: commands.pageReady,
  };
}

/** Turns a failed call into a problem, so that the page never waits forever. */
function told<Args extends unknown[], T>(command: (...args: Args) => Promise<Result<T>>) {
  return (...args: Args): Promise<Result<T>> =>
    command(...args).then(visible, (error: unknown) => ({ status: "error", error: unforeseen(error) }));
}

function unforeseen(error: unknown): Problem {
  const message = String(error);
  return { code: "UPGO-OTHER", title: message, message, means: "", next: "", advice: "", causes: [] };
}

/** The data of an answer without a problem. A problem here is a bug of the program. */
function dataOf<T>(answer: Result<T>): T {
  if (answer.status === "error") throw new Error(answer.error.message);
  return answer.data;
}

/** Stops listening, even if requested before the listening has begun. */
function unlistener(listening: Promise<() => void>): () => void {
  return () => void listening.then((stop) => stop());
}
