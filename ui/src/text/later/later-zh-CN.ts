// The texts that the first screen does not need.
import { environment } from "../zh-CN/environment";
import { health } from "../zh-CN/health";
import { history } from "../zh-CN/history";
import { managed } from "../zh-CN/managed";
import { palette } from "../zh-CN/palette";
import { plan } from "../zh-CN/plan";
import { problems } from "../zh-CN/problems";
import { projects } from "../zh-CN/projects";
import { settings } from "../zh-CN/settings";
import { support } from "../zh-CN/support";
import { versions } from "../zh-CN/versions";

export const zhCn = {
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
