import { mount } from "svelte";
import App from "./App.svelte";
import { createTauriClient } from "./api/tauri";
import { app } from "./app/state.svelte";
import { startZoom } from "./app/zoom";
import "./styles/tokens.css";
import "./styles/base.css";

// The build folds this condition, so the released page contains nothing of the mock.
const isProgram = import.meta.env.MODE === "production";

async function start() {
  document.documentElement.dataset.system = navigator.userAgent.includes("Windows") ? "windows" : "other";
  const client = isProgram ? createTauriClient() : (await import("./api/mock")).createMockClient();
  await Promise.allSettled([app.connect(client), startZoom()]);
  mount(App, { target: document.body });
  // after the first frame, which it would delay
  requestAnimationFrame(() => setTimeout(() => void app.health.look()));
  await app.open();
}

void start();
