// The texts of the first screen, and of pages that share words with it. Those of Settings follow later.
import { common } from "../en/common";
import { engine } from "../en/engine";
import { environment } from "../en/environment";
import { format } from "../en/format";
import { health } from "../en/health";
import { history } from "../en/history";
import { home } from "../en/home";
import { palette } from "../en/palette";
import { plan } from "../en/plan";
import { problems } from "../en/problems";
import { versions } from "../en/versions";

export const en = {
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
