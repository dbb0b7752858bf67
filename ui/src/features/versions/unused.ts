// What a removal of versions frees.
import type { InstalledVersion, Version } from "../../api/bindings";
import { type Formats, unbroken } from "../../text/format";
import type { Say } from "../home/hero";

/** Upgo's toolchains of these versions. */
export function ownOf(versions: Version[], installed: InstalledVersion[]): InstalledVersion[] {
  return installed.filter(({ origin, version }) => origin === "upgo" && version !== null && versions.includes(version));
}

/** Upgo's versions that neither terminals nor the switch need. */
export function removable(installed: InstalledVersion[]): Version[] {
  const idle = installed.filter(({ origin, active, current }) => origin === "upgo" && !active && !current);
  return idle.flatMap(({ version }) => version ?? []);
}

/** "247 MB"; empty if no size is known. */
export function sizeOf(versions: Version[], installed: InstalledVersion[], formats: Formats): string {
  const bytes = ownOf(versions, installed).reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return bytes === 0 ? "" : unbroken(formats.size(bytes));
}

/** "frees 247 MB"; empty if no size is known. */
export function freedBy(versions: Version[], installed: InstalledVersion[], { words: { plan }, formats }: Say): string {
  const size = sizeOf(versions, installed, formats);
  return size === "" ? "" : unbroken(plan.frees(size));
}
