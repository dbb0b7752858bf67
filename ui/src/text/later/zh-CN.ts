// The texts that the first screen does not need.
import { settings } from "../zh-CN/settings";
import { support } from "../zh-CN/support";

export const zhCn = { settings, support };
