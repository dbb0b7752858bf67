import { mount } from "svelte";
import App from "./App.svelte";
import { app } from "./app/state.svelte";
import "./styles/tokens.css";
import "./styles/base.css";

// The condition is folded when the page is built, so the program's page holds nothing of the mock.
const client =
  import.meta.env.MODE === "production"
    ? (await import("./api/tauri")).createTauriClient()
    : (await import("./api/mock")).createMockClient();

await app.connect(client);
mount(App, { target: document.body });
await app.open();
