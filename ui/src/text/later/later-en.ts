// The texts that the first screen does not need.
import { environment } from "../en/environment";
import { health } from "../en/health";
import { history } from "../en/history";
import { managed } from "../en/managed";
import { palette } from "../en/palette";
import { plan } from "../en/plan";
import { problems } from "../en/problems";
import { projects } from "../en/projects";
import { settings } from "../en/settings";
import { support } from "../en/support";
import { versions } from "../en/versions";

export const en = {
  environment,
  health,
  history,
  managed,
  palette,
  plan,
  problems,
  projects,
  settings,
  support,
  versions,
};
