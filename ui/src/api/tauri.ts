import { Channel } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { commands, events, type Job, type Problem } from "./bindings";
import type { Client, Result } from "./client";

/** Asks the real program. A drag is heard event by event: Tauri's module for the web view would weigh 16 kB more. */
export function createTauriClient(): Client {
  return {
    overview: told(commands.overview),
    check: told(commands.check),
    versions: told(commands.versions),
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
    setStaying: told(commands.setStaying),
    about: async () => dataOf(await commands.about()),

    plan: told(commands.plan),
    start: told(commands.start),
    cancelJob: commands.cancelJob,
    dismissJob: commands.dismissJob,
    followJob: (onJob) => commands.followJob(new Channel<Job>(onJob)),

    skip: told(commands.skip),
    remindLater: told(commands.remindLater),
    sendTestToast: told(commands.sendTestToast),

    openLink: told(commands.openLink),
    openFolder: told(commands.openFolder),
    chooseArchive: commands.chooseArchive,
    chooseFolder: commands.chooseFolder,
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

/** A command that the program could not even answer is a problem like any other: the page never waits for ever. */
function told<Args extends unknown[], T>(command: (...args: Args) => Promise<Result<T>>) {
  return (...args: Args): Promise<Result<T>> =>
    command(...args).catch((error: unknown) => ({ status: "error", error: unforeseen(error) }));
}

function unforeseen(error: unknown): Problem {
  return { code: "UPGO-OTHER", message: String(error), means: "", next: "", causes: [] };
}

/** The data of an answer that has no problem to tell; one is a fault of the program. */
function dataOf<T>(answer: Result<T>): T {
  if (answer.status === "error") throw new Error(answer.error.message);
  return answer.data;
}

/** Stops listening also where that is asked before the listening has begun. */
function unlistener(listening: Promise<() => void>): () => void {
  return () => void listening.then((stop) => stop());
}
