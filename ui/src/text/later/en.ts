// The texts that the first screen does not need.
import { settings } from "../en/settings";
import { support } from "../en/support";

export const en = { settings, support };
