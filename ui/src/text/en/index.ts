import { en as start } from "../start/en";
import { settings } from "./settings";

/** All texts. The page loads those of the first screen before the others. */
export const en = { ...start, settings };
