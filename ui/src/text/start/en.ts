// The texts of the first screen, and of the pages that share words with it.
import { common } from "../en/common";
import { engine } from "../en/engine";
import { format } from "../en/format";
import { home } from "../en/home";

export const en = {
  common,
  engine,
  format,
  home,
};
