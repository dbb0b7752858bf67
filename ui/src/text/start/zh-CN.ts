// The texts of the first screen, and of the pages that share words with it.
import { common } from "../zh-CN/common";
import { engine } from "../zh-CN/engine";
import { format } from "../zh-CN/format";
import { home } from "../zh-CN/home";

export const zhCn = {
  common,
  engine,
  format,
  home,
};
