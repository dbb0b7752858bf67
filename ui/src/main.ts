import { mount } from "svelte";
import App from "./App.svelte";
import { createTauriClient } from "./api/tauri";
import { app } from "./app/state.svelte";
import "./styles/tokens.css";
import "./styles/base.css";

// The condition is folded when the page is built, so the program's page holds nothing of the mock.
const isProgram = import.meta.env.MODE === "production";

async function start() {
  await app.connect(isProgram ? createTauriClient() : (await import("./api/mock")).createMockClient());
  mount(App, { target: document.body });
  await app.open();
}

// not awaited here: a language is a chunk of its own that waits for this one
void start();
