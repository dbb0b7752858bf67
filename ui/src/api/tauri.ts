import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { commands, events, type Problem } from "./bindings";
import type { Adapted, Client, Commands, Fallible, Result } from "./client";
import { visible } from "./visible";

/** The commands that cannot fail. What they return is passed on as it is. */
const INFALLIBLE: Record<Exclude<keyof Commands, Fallible | Adapted>, true> = {
  cancelJob: true,
  quit: true,
  cancelProjects: true,
  cancelRehearsal: true,
  cancelWsl: true,
  chooseArchive: true,
  chooseCertificate: true,
  chooseFolder: true,
  dismissJob: true,
  dismissRehearsal: true,
  restart: true,
  unqueue: true,
};

/** Calls the real program. Drag events are listened to one by one, because Tauri's web view module would add 16 kB. */
export function createTauriClient(): Client {
  const { about, followJob, followQueue, followRehearsal, pageReady, ...others } = commands;
  const asked = Object.entries(others).map(([name, command]) => [name, name in INFALLIBLE ? command : told(command)]);
  return {
    ...(Object.fromEntries(asked) as typeof others),
    about: async () => dataOf(visible(await about())),
    followJob: (onJob) => followJob(channel(onJob)),
    followQueue: (onQueue) => followQueue(channel(onQueue)),
    followRehearsal: (onJob) => followRehearsal(channel(onJob)),
    ready: pageReady,
    copy: (text) => navigator.clipboard.writeText(text),
    zoom: (value) => invoke("plugin:webview|set_webview_zoom", { value }),

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
  };
}

/** Turns a failed call into a problem, so that the page never waits forever. */
function told(command: (...args: never[]) => Promise<unknown>) {
  return (...args: never[]) =>
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

function channel<T>(on: (update: T) => void): Channel<T> {
  return new Channel((update) => on(visible(update)));
}

/** Stops listening, even if requested before the listening has begun. */
function unlistener(listening: Promise<() => void>): () => void {
  return () => void listening.then((stop) => stop());
}
