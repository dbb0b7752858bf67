import type { IconName } from "./icons";

/** The meaning of a colour; `info` is the accent colour's. */
export type Tone = "info" | "good" | "security" | "caution" | "bad" | "neutral";

export const ICONS: Record<Exclude<Tone, "security">, IconName> = {
  good: "checkmarkCircleFilled",
  info: "infoFilled",
  neutral: "questionCircle",
  caution: "warningFilled",
  bad: "errorCircleFilled",
};
