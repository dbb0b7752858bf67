// The texts of the first screen, and of pages that share words with it. Those of the other pages follow later.
import { common } from "../zh-CN/common";
import { engine } from "../zh-CN/engine";
import { environment } from "../zh-CN/environment";
import { format } from "../zh-CN/format";
import { home } from "../zh-CN/home";
import { plan } from "../zh-CN/plan";

export const zhCn = {
  common,
  engine,
  environment,
  format,
  home,
  plan,
};
