import { common } from "./common";
import { engine } from "./engine";
import { environment } from "./environment";
import { format } from "./format";
import { health } from "./health";
import { history } from "./history";
import { home } from "./home";
import { palette } from "./palette";
import { plan } from "./plan";
import { problems } from "./problems";
import { settings } from "./settings";
import { support } from "./support";
import { versions } from "./versions";

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
  settings,
  support,
  versions,
};
