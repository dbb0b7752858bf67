// Machines that an organization manages.
import type { ManagedReport, ManagedValue, PlanView, SettingsReport } from "../bindings";
import { behind, home } from "./home";
import { machine, offerOf, problem, settings, stated } from "./machine";
import { managedValue, unmanaged, withheld } from "./policy";
import type { Scenario } from "./scenario";
import { availableVersions, installedByUpgo } from "./versions-of";

const CONTACT = "4711";

const contact = managedValue("contact", ["Contact", "联系人"], CONTACT);
const ring = managedValue("ring", ["Ring of this machine", "此电脑的部署环"], "broad");

/** A value that decides about a setting. */
function ofSetting(key: string, names: [string, string], value: string, more: Partial<ManagedValue> = {}) {
  return managedValue(key, names, value, { setting: key, ...more });
}

const settingValues: ManagedValue[] = [
  contact,
  ofSetting("channels", ["Release channels", "版本类型"], "stable"),
  ofSetting("check.window", ["Hours for checks", "检查时段"], "22:00-06:00"),
  ofSetting("background", ["Background", "后台"], "scheduled", {
    source: "userRegistry",
    place: "HKCU\\Software\\Policies\\Upgo\\Background",
  }),
  ofSetting("mirrors", ["Mirrors", "镜像"], "https://go.corp.example/dl/, https://go2.corp.example/dl/"),
  ofSetting("proof", ["Proof of origin", "来源验证"], "required", {
    malformed: 'must be one of digest, when-reachable, required, not "always"',
  }),
  ofSetting("modify-path", ["Change PATH", "更改 PATH"], "false"),
];

const hooks: ManagedValue[] = [
  managedValue("hooks.before-switch", ["Before a switch", "切换前"], "C:\\Program Files\\Corp\\before-go.exe"),
  managedValue("hooks.after-switch", ["After a switch", "切换后"], "C:\\Program Files\\Corp\\after-go.exe"),
];

function policy(values: ManagedValue[], different: Partial<ManagedReport> = {}): ManagedReport {
  return { ...unmanaged, contact: CONTACT, values, ...different };
}

/** The settings, some of which the user cannot change. */
function managedBy(report: SettingsReport, values: ManagedValue[]): SettingsReport {
  const isManaged = (key: string) => values.some(({ setting }) => setting === key);
  return { ...report, entries: report.entries.map((entry) => ({ ...entry, isManaged: isManaged(entry.key) })) };
}

/** Settings of every kind of control, one of them malformed, and one of the user's own policy. */
function managedSettings(): Scenario {
  const report = settings({
    "check.window": "22:00-06:00",
    background: "scheduled",
    "close-to-tray": false,
    mirrors: ["https://go.corp.example/dl/", "https://go2.corp.example/dl/"],
    proof: "required",
    "modify-path": false,
  });
  return machine({
    settings: { ...managedBy(report, settingValues), staying: "scheduled" },
    managed: policy(settingValues, {
      ring: "early",
      delayDays: 3,
      problems: ['HKLM\\SOFTWARE\\Policies\\Upgo: there is no policy "Rings", did you mean Ring?'],
    }),
  });
}

const waiting = withheld("go1.27.1", "ring", { until: "2026-09-11" });

/** The newest release reaches this machine later. */
function heldBack(version: "go1.27.0" | "go1.26.5" = "go1.27.0"): Scenario {
  return home(
    { ...runs(version), newest: version, installed: ["go1.27.0", "go1.26.5"] },
    {
      managed: policy([contact, ring, ...hooks], {
        ring: "broad",
        delayDays: 10,
        withheld: [waiting],
        heldBack: waiting,
      }),
    },
  );
}

function runs(version: "go1.27.0" | "go1.26.5") {
  const { overview } = behind(version);
  const situation = { kind: "current" } as const;
  return { ...overview, situation, headline: { kind: "current", runs: version } as const, offer: null, patch: null };
}

/** The policy wants an older release than the one in use. */
function notPermitted(): Scenario {
  const { overview } = behind("go1.27.0");
  const headline = { kind: "not-permitted", runs: "go1.27.0", to: "go1.26.5" } as const;
  return home(
    { ...overview, situation: { kind: "not-permitted" }, headline, offer: offerOf("go1.26.5"), patch: null },
    { managed: policy([contact, managedValue("version", ["Version", "版本"], "1.26")]) },
  );
}

/** Releases that are blocked, not allowed, locked or not approved, and an installed one that may not be used any more. */
function versions(): Scenario {
  const installed = ["go1.27.0", "go1.26.5", "go1.24.13"];
  const scenario = home({ ...runs("go1.27.0"), installed, newest: "go1.27.0" });
  const all = [
    waiting,
    withheld("go1.26.7", "locked", { until: "2026-10-01" }),
    withheld("go1.26.6", "notApproved"),
    withheld("go1.25.14", "wanted", { wanted: "1.27", mayUse: false }),
    withheld("go1.24.13", "blocked"),
  ];
  return {
    ...scenario,
    versions: {
      ...scenario.versions,
      installed: installedByUpgo(installed, "go1.27.0"),
      available: availableVersions(installed),
    },
    managed: policy([contact, managedValue("blocked", ["Blocked versions", "禁止的版本"], "1.24"), ring], {
      ring: "broad",
      delayDays: 10,
      withheld: all,
      heldBack: waiting,
    }),
  };
}

/** Nobody is named, and the policy is that of a file. */
function byFile(): Scenario {
  const place = "/etc/upgo/policy.toml";
  const value = ofSetting("proof", ["Proof of origin", "来源验证"], "required", { source: "file", place });
  return machine({
    settings: managedBy(settings({ proof: "required" }), [value]),
    managed: policy([value], { contact: null }),
  });
}

/** The version that the user asks for is blocked. */
const refusal = stated(problem("UPGO-POLICY-VERSION", "go1.27.1 is blocked by 4711"), {
  sentence: "policyBlocks",
  values: { version: "go1.27.1", manager: CONTACT },
});

/** An upgrade with a ring. */
function inRing(plan: PlanView): PlanView {
  return { ...plan, routine: false };
}

export const managedScenarios: Record<string, () => Scenario> = {
  "managed-settings": managedSettings,
  "managed-file": byFile,
  "managed-held-back": () => heldBack(),
  "managed-held-back-security": () => heldBack("go1.26.5"),
  "managed-not-permitted": notPermitted,
  "managed-versions": versions,
  "managed-plan": () => ({
    ...behind("go1.26.5"),
    adjustPlan: inRing,
    managed: policy([contact, ring, ...hooks], { ring: "early", delayDays: 3 }),
  }),
  "managed-refused": () => ({
    ...behind("go1.26.5"),
    problems: { plan: refusal },
    managed: policy([contact, ring]),
  }),
};
