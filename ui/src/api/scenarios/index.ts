// All scenarios by name.
import { environmentScenarios } from "./environment";
import { healthScenarios } from "./health";
import { homeScenarios } from "./home";
import { hookScenarios } from "./hooks";
import { jobScenarios } from "./jobs";
import { managedScenarios } from "./managed";
import { placeScenarios } from "./places";
import { planScenarios } from "./plans";
import { upgoScenarios } from "./upgo-states";
import { projectScenarios } from "./projects";
import { terminalScenarios } from "./terminals";
import { whyScenarios } from "./why";
import type { Scenario } from "./scenario";

/** Each call creates a new machine, which the mock may change. */
export const scenarios: Record<string, () => Scenario> = {
  ...homeScenarios,
  ...hookScenarios,
  ...terminalScenarios,
  ...jobScenarios,
  ...placeScenarios,
  ...planScenarios,
  ...projectScenarios,
  ...environmentScenarios,
  ...whyScenarios,
  ...healthScenarios,
  ...upgoScenarios,
  ...managedScenarios,
};
