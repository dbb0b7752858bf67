import { common } from "./common";
import { format } from "./format";
import { history } from "./history";
import { home } from "./home";
import { palette } from "./palette";
import { plan } from "./plan";
import { problems } from "./problems";
import { settings } from "./settings";
import { versions } from "./versions";

export const zhCn = { common, format, history, home, palette, plan, problems, settings, versions };
