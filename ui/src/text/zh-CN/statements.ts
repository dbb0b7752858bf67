import type { Statements } from "../statement";
import { passed } from "./passed";
import { sentences } from "./sentences";

export const statements: Statements = { sentences, passed };
