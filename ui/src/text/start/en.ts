// The texts of the first screen, and of pages that share words with it. Those of the other pages follow later.
import { common } from "../en/common";
import { engine } from "../en/engine";
import { environment } from "../en/environment";
import { format } from "../en/format";
import { home } from "../en/home";
import { plan } from "../en/plan";

export const en = {
  common,
  engine,
  environment,
  format,
  home,
  plan,
};
