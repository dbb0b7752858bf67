/** The meaning of a colour; `info` is the accent colour's. */
export type Tone = "info" | "good" | "security" | "caution" | "bad" | "neutral";
