/** The page Projects, what an upgrade brings, and its rehearsal. */
export const projects = {
  add: "Add a folder…",
  fromEditors: "Look in recent VS Code and GoLand workspaces",
  noFolders: "No folders yet",
  noFoldersLine:
    "Choose the folders of your Go projects. Upgo reads their go.mod, version files and CI files, and tells you which projects an upgrade affects. It runs nothing and changes nothing.",
  none: "No Go projects found",
  noneLine: (folders: string) => `No go.mod in ${folders}.`,
  looking: "Looking for projects",
  lookingLine: "Links, vendor, node_modules, .git and module caches are skipped.",
  stopped: "The search was stopped",
  stoppedLine: "Search again to see your projects.",
  searchAgain: "Search again",
  truncated: "There are too many files to search them all. Choose smaller folders.",

  /** The line below the page's title. */
  count: (count: number) => (count === 1 ? "1 project" : `${count} projects`),
  concerned: (version: string, concerned: number, count: number) =>
    `${version} affects ${concerned} of ${count === 1 ? "1 project" : `${count} projects`}.`,
  noUpgrade: (count: number) => `${count === 1 ? "1 project" : `${count} projects`}. No upgrade is available.`,

  searchName: "Search projects",
  clearSearch: "Clear search",
  matches: (count: number) => (count === 1 ? "1 project found" : `${count} projects found`),
  noMatch: "No project matches",
  noMatchLine: "Try a part of its name, its folder, its module or its Go version.",
  filterName: "Projects to show",
  filters: { all: "All", concerned: "Affected", findings: "With findings" },
  /** Next to the name of a project that does not work. */
  concerns: { breaks: "Would break", broken: "Does not work" },
  /** The columns of the table; in a narrow window, each is in front of its value. */
  columns: { project: "Project", needs: "Needs", now: "Runs now", after: "After", decides: "Decided by" },
  noneRuns: "None",
  /** What decides which Go runs, unless it is a file or a variable. */
  causes: { switch: "Upgo", shim: "Shim", toolchain: "Toolchain" },
  findings: (count: number) => (count === 1 ? "1 finding" : `${count} findings`),

  path: "Folder",
  module: "Module",
  workspace: "Workspace",
  asks: "Asks for",
  asksNothing: "No file names a version, so Go 1.16 applies",
  gets: "Gets today",
  wouldGet: (version: string) => `With ${version}`,
  refused: "No Go runs here",
  found: "Findings",
  advisories: "Vulnerabilities",
  noAdvisories: "None in packages that it imports",
  advisoriesUnknown: "Unknown",
  fixedBy: (id: string, version: string) => `${id}, fixed in ${version}`,
  whyThisGo: "Why this Go?",
  /** The name of a link to a file. */
  inFolder: (place: string) => `${place}, show in its folder`,
  settings: "Project settings",

  news: {
    title: "What changes for you",
    of: (from: string, to: string) => `${from} → ${to}`,
    lead: "Read from the release list, the vulnerability database, your go.mod files, and both toolchains. Nothing is built.",
    reading: "Reading your projects…",
    unknown: "Upgo could not find out what changes",
    short: "In short",
    projects: "Your projects",
    addProjects: "Add your projects",
    releases: "Releases on the way",
    security: "Security fixes",
    line: (line: string) => `First release of Go ${line}`,
    fixes: (packages: string) => `Fixes in ${packages}`,
    newSettings: "New settings of Go",
    vulnerabilities: (count: number) => (count === 1 ? "Fixes 1 vulnerability" : `Fixes ${count} vulnerabilities`),
    outlooks: {
      refused: "Does not build",
      changes: "Behaves differently",
      kept: "Keeps its behavior",
      enabled: "Would build",
      tooOld: "Needs a newer Go",
      unknown: "Unknown",
    },
    about: "About GODEBUG",
  },

  rehearsal: {
    tryVersion: (version: string) => `Try ${version} on my projects`,
    ask: (version: string) => `Try ${version} on your projects`,
    yours: "your projects",
    askLine: (projects: string) =>
      `Upgo builds and vets ${projects} with your Go and the new one in turn, and shows what differs. Your files and your Go stay as they are.`,
    askRaised: (version: string) => `Try the raised lines with ${version}`,
    askRaisedLine: (projects: string, version: string) =>
      `Upgo builds and vets ${projects} as they are with your Go, then with raised lines and ${version}, and shows what differs. Your files and your Go stay as they are.`,
    installs: (version: string, size: string) => `Downloads ${version} first: ${size}. Terminals do not use it yet.`,
    installed: (version: string) => `${version} is installed. Terminals do not use it yet.`,
    installsUnknown: (version: string) => `Downloads ${version} first. Terminals do not use it yet.`,
    limits: "It runs with low priority, limited memory and time, and its own build cache.",
    tests: "Run their tests, too",
    testsOff: "Without this, none of your projects' code is executed.",
    testsOn: "This executes your projects' code. Where the system allows it, Upgo keeps it from writing elsewhere.",
    fixes: "Also try go fix",
    fixesLine:
      "Changes a copy of each project with the new Go's modernizers, and checks the copy. Your files stay as they are.",
    start: "Start",
    noProjects: "Add the folders of your projects first.",

    running: (version: string) => `Trying ${version} on your projects`,
    runningRaised: (version: string) => `Trying the raised lines with ${version}`,
    preparing: (version: string) => `Preparing to try ${version}`,
    progress: (done: number, count: number) => `${done} of ${count === 1 ? "1 project" : `${count} projects`}`,
    harmless: "You can keep working. Cancel stops it at once.",
    stopping: "Stopping…",
    waiting: "Waiting",
    phases: { build: "Building", vet: "Vetting", test: "Testing", fix: "Fixing a copy" },
    done: "Done",
    verdicts: {
      same: "No difference",
      differs: "Differs",
      failsWithBoth: "Fails with both",
      unknown: "Unknown",
      breaks: "Breaks",
    },

    same: (count: number, version: string) =>
      count === 1
        ? `Your project works the same with ${version}`
        : `All ${count} projects work the same with ${version}`,
    differs: (some: number, count: number, version: string) =>
      `${some} of ${count} projects differ with ${version}, and none breaks`,
    unknown: (some: number, count: number, version: string) =>
      count === 1
        ? `Whether your project works with ${version} is unknown`
        : `Whether ${some} of ${count} projects work with ${version} is unknown`,
    failsWithBoth: (some: number, count: number, version: string) =>
      count === 1
        ? `Your project fails with ${version} and with your Go`
        : `${some} of ${count} projects ${some === 1 ? "fails" : "fail"} with ${version} and with your Go`,
    breaks: (some: number, count: number, version: string) =>
      some === 1
        ? `1 of ${count} projects breaks with ${version}`
        : `${some} of ${count} projects break with ${version}`,
    nothing: "There was no project to try",
    raised: "Tried with the raised lines.",
    nothingRan: "Nothing was built, vetted or tested.",
    builtOnly: "Built and vetted, not tested.",
    tested: "Built, vetted and tested.",
    noTests: "Built and vetted. There was no test to run.",
    when: (when: string, time: string) => `${when}, in ${time}.`,
    applyFixes: "Apply what go fix changes…",
    upgradeAnyway: "Upgrade anyway",
    stay: (version: string) => `Stay on ${version}`,
    failed: (version: string) => `${version} could not be tried`,

    kinds: {
      breaks: "Fails only with the new Go",
      newFinding: "New finding of go vet",
      flaky: "Flaky test: passes and fails with the same Go",
      mended: "Works again with the new Go",
    },
    builds: { build: "go build", vet: "go vet", test: "go test", fix: "go fix" },
    more: (count: number) => (count === 1 ? "1 more difference" : `${count} more differences`),
    moreLines: (count: number) => (count === 1 ? "1 more line" : `${count} more lines`),
    failingWithBoth: (count: number) =>
      count === 1
        ? "1 failure with both versions, so not caused by the upgrade"
        : `${count} failures with both versions, so not caused by the upgrade`,
    passingTests: (count: number) => (count === 1 ? "1 test passes with both" : `${count} tests pass with both`),
    times: "Time",
    sizes: "Programs",
    oldNew: (before: string, after: string) => `${before} → ${after}`,
    notRun: "not run",
    notBuilt: "not built",
    failedRun: "failed",
  },

  raise: {
    title: (version: string) => `Raise your projects to ${version}`,
    line: "Their files may still name an older Go.",
    button: "Raise my projects…",
    lead: "Upgo changes the lines of their files that name a Go version, and commits nothing. You see every line first, and one undo takes all of them back.",
    ci: "Builds on servers, too",
    ciLine: "GitHub and GitLab workflows, and Dockerfiles.",
    tried: "Only projects that work with it",
    triedLine: "A project that was not tried with the raised lines, or does not work with them, is left out.",
    tryLines: "Try the raised lines",
  },
};
