// What happens when the window is closed: one choice for two settings, so that they cannot contradict each other.
import type { SettingsReport, Staying } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";
import { type Closing, type Control, entryOf } from "./controls";

/** The background mode of each choice, and whether closing the window leaves the tray icon. */
export const CLOSINGS: Record<Closing, { staying: Staying; keepsTray: boolean }> = {
  tray: { staying: "whileOpen", keepsTray: true },
  trayAtLogIn: { staying: "atLogIn", keepsTray: true },
  scheduled: { staying: "scheduled", keepsTray: false },
  quit: { staying: "whileOpen", keepsTray: false },
};

const ALL = ["trayAtLogIn", "tray", "scheduled", "quit"] as const;

/** The choices that this system has. */
export function closingControl(report: SettingsReport, words: Catalogue["settings"], onWindows: boolean): Control[] {
  if (!entryOf(report, "close-to-tray")) return [];
  const { closings, startsWithWindows } = words;
  const options = ALL.filter((closing) => report.waysToStay.includes(CLOSINGS[closing].staying)).map((value) => ({
    value,
    ...closings[value],
    ...(onWindows && value === "trayAtLogIn" ? { label: startsWithWindows } : {}),
  }));
  return [
    {
      kind: "closing",
      id: "closing",
      keys: ["background", "close-to-tray"],
      icon: "power",
      title: words.closing,
      value: closingOf(report),
      options,
    },
  ];
}

/** The choice that both settings make together; `null` if they make none of these, because the file was edited. */
export function closingOf(report: SettingsReport): Closing | null {
  const keepsTray = entryOf(report, "close-to-tray")?.value !== false;
  const isOff = entryOf(report, "background")?.value === "off";
  const fits = (closing: Closing) =>
    CLOSINGS[closing].staying === report.staying && CLOSINGS[closing].keepsTray === keepsTray;
  return isOff ? null : (ALL.find(fits) ?? null);
}
