// The texts of the first screen, and of pages that share words with it. Those of Settings follow later.
import { common } from "../zh-CN/common";
import { engine } from "../zh-CN/engine";
import { environment } from "../zh-CN/environment";
import { format } from "../zh-CN/format";
import { health } from "../zh-CN/health";
import { history } from "../zh-CN/history";
import { home } from "../zh-CN/home";
import { palette } from "../zh-CN/palette";
import { plan } from "../zh-CN/plan";
import { problems } from "../zh-CN/problems";
import { versions } from "../zh-CN/versions";

export const zhCn = {
  common,
  engine,
  environment,
  format,
  health,
  history,
  home,
  palette,
  plan,
  problems,
  versions,
};
