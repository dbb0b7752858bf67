// The texts that the first screen does not need.
import { health } from "../zh-CN/health";
import { history } from "../zh-CN/history";
import { managed } from "../zh-CN/managed";
import { palette } from "../zh-CN/palette";
import { problems } from "../zh-CN/problems";
import { projects } from "../zh-CN/projects";
import { settings } from "../zh-CN/settings";
import { support } from "../zh-CN/support";
import { versions } from "../zh-CN/versions";

export const zhCn = { health, history, managed, palette, problems, projects, settings, support, versions };
