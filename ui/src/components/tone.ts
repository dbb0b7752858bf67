/** What a colour says; `info` is the accent's own. */
export type Tone = "info" | "good" | "security" | "caution" | "bad" | "neutral";
