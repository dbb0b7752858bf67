// The texts of Home besides a machine at rest.
import { unusual } from "../en/unusual";

export const en = { unusual };
