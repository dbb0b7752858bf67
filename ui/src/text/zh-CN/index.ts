import { zhCn as home } from "../home/home-zh-CN";
import { zhCn as later } from "../later/later-zh-CN";
import { zhCn as start } from "../start/zh-CN";

/** All texts. The page loads those of the first screen before the others. */
export const zhCn = { ...start, ...home, ...later };
