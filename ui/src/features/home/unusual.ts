// The part of Home that a machine at rest does not need: a change that runs or has ended, and a Go that does not run.
export { default as Progress } from "./Progress.svelte";
export { default as Unusual } from "./Unusual.svelte";
export { default as UnusualActions } from "./UnusualActions.svelte";
export { unusualHeroOf } from "./unusual-hero";
