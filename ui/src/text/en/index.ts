import { common } from "./common";
import { engine } from "./engine";
import { environment } from "./environment";
import { format } from "./format";
import { health } from "./health";
import { history } from "./history";
import { home } from "./home";
import { managed } from "./managed";
import { palette } from "./palette";
import { plan } from "./plan";
import { problems } from "./problems";
import { projects } from "./projects";
import { settings } from "./settings";
import { support } from "./support";
import { unusual } from "./unusual";
import { versions } from "./versions";

export const en = {
  common,
  engine,
  environment,
  format,
  health,
  history,
  home,
  managed,
  palette,
  plan,
  problems,
  projects,
  settings,
  support,
  unusual,
  versions,
};
