// The texts of Home besides a machine at rest.
import { unusual } from "../zh-CN/unusual";

export const zhCn = { unusual };
