import type { Link } from "../api/bindings";
import { app } from "./state.svelte";

/** What opens a page in the browser, or in the settings of the system. */
export const opened = (link: Link) => () => void app.attempt(() => app.client.openLink(link));
