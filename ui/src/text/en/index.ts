import { en as home } from "../home/home-en";
import { en as later } from "../later/later-en";
import { en as start } from "../start/en";

/** All texts. The page loads those of the first screen before the others. */
export const en = { ...start, ...home, ...later };
