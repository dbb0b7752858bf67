// What the upgrade from go1.26.5 brings on the sample machine.
import type { ProjectNews, ReleaseNews, SettingNews, Version, WhatsNewReport } from "../bindings";
import { type Stated, says } from "../said";
import { isPrerelease, lineOf, releases } from "./releases";
import { details } from "./stage";

const FROM = "go1.26.5";

function said(sentence: string, values: Stated["values"]): string {
  return says({ sentence, values });
}

function releaseOf({ version, releasedOn }: (typeof releases)[number]): ReleaseNews {
  const firstOfLine = version.endsWith(".0");
  const security = version === "go1.26.6" || version === "go1.27.1";
  return {
    version,
    line: lineOf(version),
    firstOfLine,
    releasedOn,
    security,
    securityFixes: security ? ["crypto/tls", "net/http"] : [],
    otherFixes: firstOfLine ? [] : ["cmd/compile", "runtime"],
    notes: `https://go.dev/doc/devel/release#${version}`,
  };
}

const timers: SettingNews = {
  name: "asynctimerchan",
  package: "time",
  effect: "removed",
  before: "1",
  after: null,
  since: "1.27",
  link: "https://go.dev/doc/godebug#go-127",
  says: said("newsSettingRemoved", {
    version: "go1.27.1",
    name: "asynctimerchan",
    value: "1",
  }),
};

const changed: ProjectNews = {
  folder: "C:\\src\\ledger",
  module: "example.com/ledger",
  go: "1.22",
  before: FROM,
  after: "go1.27.1",
  outlook: "changes",
  says: said("newsProjectChanges", {
    names: "asynctimerchan",
  }),
  settings: [timers],
  programs: [],
  fixes: 0,
};

const same: ProjectNews = {
  ...changed,
  folder: "C:\\src\\shop-api",
  module: "example.com/shop-api",
  go: "1.25.0",
  outlook: "same",
  says: said("newsProjectSame", {}),
  settings: [],
};

const kept: ProjectNews = {
  ...same,
  folder: "C:\\src\\billing",
  module: "example.com/billing",
  outlook: "kept",
  says: said("newsProjectKept", { go: "1.26" }),
};

function released(from: Version, to: Version, count: number, security: number): string {
  const values = { from, to, count: `${count}`, security: `${security}` };
  if (count === 1 && security === 0) return said("newsOneRelease", values);
  if (count === 1) return said("newsOneSecurityRelease", values);
  if (security === 0) return said("newsReleases", values);
  return said("newsReleasesSecurity", values);
}

/** What the upgrade to a version brings, without projects. */
export function newsOf(to: Version, runs: Version | null): WhatsNewReport {
  const from = runs ?? FROM;
  const [first, last] = [to, from].map((each) => releases.findIndex(({ version }) => version === each));
  const between = releases
    .slice(first, last)
    .filter(({ version }) => version === to || !isPrerelease(version))
    .map(releaseOf);
  const vulnerabilities = details[from]?.vulnerabilities ?? [];
  const security = between.filter((release) => release.security).length;
  return {
    from,
    to,
    summary: {
      from,
      to,
      releases: between.length,
      securityReleases: security,
      fixes: vulnerabilities.length,
      inYourProjects: null,
      refusedProjects: 0,
      changedProjects: 0,
      lines: [released(from, to, between.length, security)],
    },
    releases: between,
    fixes: {
      vulnerabilities,
      inYourProjects: null,
      left: 0,
      database: { url: "https://vuln.go.dev/", fetchedAt: "2026-09-02T07:14:00Z", stale: false },
    },
    projects: [],
    newSettings: [],
    unknownDefaults: [],
    feed: { url: "https://go.dev/dl/", fetchedAt: "2026-09-02T07:14:00Z", stale: false },
    warnings: [],
  };
}

/** The same for three projects, one of which behaves differently. */
export function newsOfProjects(to: Version, runs: Version | null): WhatsNewReport {
  const report = newsOf(to, runs);
  const lines = [said("newsChangedProjects", { names: "ledger" }), ...report.summary.lines];
  return { ...report, projects: [changed, kept, same], summary: { ...report.summary, changedProjects: 1, lines } };
}
