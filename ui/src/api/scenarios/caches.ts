// Go's caches and Upgo's downloads.
import type { CacheReport, CachesReport, PlanView } from "../bindings";
import { says } from "../said";
import { HOME } from "./scenario";

const BUILD: CacheReport = {
  cache: "build",
  variable: "GOCACHE",
  state: "present",
  folder: "C:\\Users\\mei\\AppData\\Local\\go-build",
  size: { bytes: 3_214_000_000, files: 41_218, complete: true },
  obstacle: null,
};

const MODULES: CacheReport = {
  cache: "modules",
  variable: "GOMODCACHE",
  state: "present",
  folder: "C:\\Users\\mei\\go\\pkg\\mod",
  size: { bytes: 1_870_000_000, files: 96_404, complete: true },
  obstacle: null,
};

const DOWNLOADS = {
  folder: `${HOME}\\cache`,
  size: { bytes: 157_800_000, files: 2, complete: true },
};

export const fullCaches: CachesReport = { caches: [BUILD, MODULES], downloads: DOWNLOADS, setAside: [], warnings: [] };

/** Caches that Upgo does not clean. */
export const refusedCaches: CachesReport = {
  caches: [
    {
      ...{ ...BUILD, state: "off", folder: null, size: null },
      obstacle: says({ sentence: "cacheOff", values: { variable: "GOCACHE" } }),
    },
    {
      ...MODULES,
      folder: "D:\\work",
      size: { bytes: 48_100_000_000, files: 210_940, complete: false },
      obstacle: says({ sentence: "notAModule", values: { name: "letter.docx" } }),
    },
  ],
  downloads: { ...DOWNLOADS, size: { bytes: 0, files: 0, complete: true } },
  setAside: [],
  warnings: [],
};

/** The caches after a plan. */
export function cachesAfter(report: CachesReport, plan: PlanView): CachesReport {
  const cleaned = plan.steps.map(({ kind }) => kind);
  const caches = report.caches.map((cache) => {
    const isCleaned = cleaned.includes(cache.cache === "build" ? "cleanBuildCache" : "cleanModuleCache");
    return isCleaned ? { ...cache, size: { bytes: 0, files: 0, complete: true } } : cache;
  });
  return { ...report, caches };
}
