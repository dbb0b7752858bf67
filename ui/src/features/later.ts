// The parts that are loaded once Home is drawn, so that the window opens sooner.
import type { Component } from "svelte";
import type { Place } from "../api/bindings";
import Environment from "./environment/Environment.svelte";
import Health from "./health/Health.svelte";
import History from "./history/History.svelte";
import Projects from "./projects/Projects.svelte";
import Settings from "./settings/Settings.svelte";
import Versions from "./versions/Versions.svelte";

export { onKeyDown } from "../app/actions";
export { default as NavigationDrawer } from "../app/NavigationDrawer.svelte";
export { oneTabStop } from "../components/one-stop";
export { default as Toast } from "../components/Toast.svelte";
export { default as AdvisoryDetails } from "./home/AdvisoryDetails.svelte";
export { default as Done } from "./home/Done.svelte";
export { default as Extras } from "./home/Extras.svelte";
export { default as Failure } from "./home/Failure.svelte";
export { default as FirstRemedy } from "./home/FirstRemedy.svelte";
export { default as Notice } from "./home/Notice.svelte";
export { default as Paused } from "./home/Paused.svelte";
export { default as Managed } from "./managed/Managed.svelte";
export { default as Palette } from "./palette/Palette.svelte";
export { default as ForYou } from "./projects/ForYou.svelte";
export { default as AskAgain } from "./plan/AskAgain.svelte";
export { default as Restart } from "./settings/Restart.svelte";
export { default as Plan } from "./plan/Plan.svelte";
export { default as FileDrop } from "./versions/FileDrop.svelte";

export const pages: Record<Exclude<Place, "home">, Component> = {
  versions: Versions,
  projects: Projects,
  environment: Environment,
  health: Health,
  history: History,
  settings: Settings,
};
