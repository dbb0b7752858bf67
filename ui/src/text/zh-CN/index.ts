import { zhCn as start } from "../start/zh-CN";
import { settings } from "./settings";

/** All texts. The page loads those of the first screen before the others. */
export const zhCn = { ...start, settings };
