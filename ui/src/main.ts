import { mount } from "svelte";
import App from "./App.svelte";
import { createTauriClient } from "./api/tauri";
import { isUsual } from "./app/home-view";
import { app } from "./app/state.svelte";
import { parts } from "./features/parts.svelte";
import "./styles/tokens.css";
import "./styles/base.css";

// The build folds this condition, so the released page contains nothing of the mock.
const isProgram = import.meta.env.MODE === "production";

async function start() {
  document.documentElement.dataset.system = navigator.userAgent.includes("Windows") ? "windows" : "other";
  await app.connect(isProgram ? createTauriClient() : (await import("./api/mock")).createMockClient());
  if (app.place !== "home") await parts.loadAll();
  else if (!isUsual(app.home)) await parts.loadHome();
  mount(App, { target: document.body });
  // after the first frame, which both would delay
  requestAnimationFrame(() =>
    setTimeout(() => {
      void parts.loadAll();
      void app.health.look();
    }),
  );
  await app.open();
}

// not awaited here, because a language is a chunk that waits for this one
void start();
