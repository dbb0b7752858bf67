import { mount } from "svelte";
import App from "./App.svelte";
import { createTauriClient } from "./api/tauri";
import { app } from "./app/state.svelte";
import "./styles/tokens.css";
import "./styles/base.css";

// The build folds this condition, so the released page contains nothing of the mock.
const isProgram = import.meta.env.MODE === "production";

async function start() {
  await app.connect(isProgram ? createTauriClient() : (await import("./api/mock")).createMockClient());
  mount(App, { target: document.body });
  await app.open();
}

// not awaited here, because a language is a chunk that waits for this one
void start();
