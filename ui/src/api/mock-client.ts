// The page's interface to the program, as the mock implements it.
import type { Client } from "./client";
import type { Mock } from "./mock";
import { detailsOf } from "./scenarios/advisories";
import { linesFrom, reportTexts } from "./scenarios/log";

/** When the reminders come, seen from the scenarios' present. */
const REMINDERS = { tomorrow: "2026-09-03T07:18:00Z", nextWeek: "2026-09-09T07:18:00Z" };

/** Every call is recorded, and answered by the scenario. */
export function clientOf(mock: Mock): Client {
  const on = <T>(readers: Set<T>, read: T) => {
    readers.add(read);
    return () => void readers.delete(read);
  };
  return {
    overview: () => mock.ask("overview", [], () => mock.scenario.overview),
    // A failed check that keeps the cached data is an answer, not an error.
    check: () => mock.checkNow(),
    versions: () => mock.ask("versions", [], () => mock.scenario.versions),
    versionDetails: (version) =>
      mock.ask("versionDetails", [version], () => detailsOf(version, mock.scenario.overview.active?.version ?? null)),
    tools: () => mock.ask("tools", [], () => mock.scenario.tools),
    checkTools: () => mock.ask("checkTools", [], () => mock.checkTools()),
    wsl: () => mock.ask("wsl", [], () => mock.scenario.wsl),
    lookInWsl: () => mock.askUntilCancelled("lookInWsl", () => mock.scenario.wslAsked),
    cancelWsl: () => mock.heard("cancelWsl", []).then(() => mock.cancelCall("lookInWsl")),
    selfStatus: () => mock.ask("selfStatus", [], () => mock.scenario.upgo),
    checkSelf: () => mock.ask("checkSelf", [], () => mock.checkSelf()),
    restart: (place) => mock.heard("restart", [place]),
    verify: (version) => mock.ask("verify", [version], () => mock.scenario.verify(version)),
    proof: (version) => mock.ask("proof", [version], () => mock.scenario.proof(version)),
    history: (most) =>
      mock.ask("history", [most], () => {
        const { entries, ...rest } = mock.scenario.history;
        return { ...rest, entries: entries.slice(0, most), hasOlder: entries.length > most };
      }),
    exportHistory: () => mock.ask("exportHistory", [], () => mock.scenario.exported),
    environment: () => mock.ask("environment", [], () => mock.scenario.environment),
    why: (folder) => mock.ask("why", [folder], () => mock.scenario.why(folder)),
    doctor: () => mock.ask("doctor", [], () => mock.scenario.doctor),
    ignoreFinding: (id, ignore) => mock.ask("ignoreFinding", [id, ignore], () => mock.ignore(id, ignore)),
    settings: () => mock.ask("settings", [], () => mock.scenario.settings),
    setSetting: (key, value) => mock.ask("setSetting", [key, value], () => mock.setSetting(key, value)),
    testMirror: (address) => mock.ask("testMirror", [address], () => mock.scenario.trial(address)),
    chooseCertificate: () => mock.heard("chooseCertificate", []).then(() => mock.scenario.certificate),
    exportSettings: () => mock.ask("exportSettings", [], () => mock.scenario.exported),
    importSettings: () => mock.ask("importSettings", [], () => mock.scenario.imported),
    setStaying: (staying) => mock.ask("setStaying", [staying], () => mock.writeStaying(staying)),
    about: () => mock.heard("about", []).then(() => mock.scenario.about),

    projects: () => mock.askUntilCancelled("projects", () => mock.scenario.projects),
    cancelProjects: () => mock.heard("cancelProjects", []).then(() => mock.cancelCall("projects")),
    whatsNew: (to) =>
      mock.ask("whatsNew", [to], () => mock.scenario.whatsNew(to, mock.scenario.overview.active?.version ?? null)),
    planRehearsal: (to, tests, fixes, raises) =>
      mock.ask("planRehearsal", [to, tests, fixes, raises], () => mock.planRehearsal(to, tests, fixes, raises)),
    rehearse: (plan) => mock.ask("rehearse", [plan], () => mock.startRehearsal(plan)),
    rehearsalOf: (id) => mock.ask("rehearsalOf", [id], () => mock.scenario.rehearsed("go1.27.1", true)),
    cancelRehearsal: () => mock.heard("cancelRehearsal", []).then(() => mock.cancelRehearsal()),
    dismissRehearsal: () => mock.heard("dismissRehearsal", []).then(() => mock.setRehearsal({ kind: "idle" })),
    followRehearsal: (read) => mock.heard("followRehearsal", []).then(() => mock.followRehearsal(read)),

    plan: (request) => mock.ask("plan", [request], () => mock.plan(request)),
    start: (plan, whileRunning, withoutProof) =>
      mock.ask("start", [plan, whileRunning, withoutProof], () => mock.start(plan)),
    cancelJob: () => mock.heard("cancelJob", []).then(() => mock.cancel()),
    dismissJob: () => mock.heard("dismissJob", []).then(() => mock.setJob({ kind: "idle" })),
    followQueue: (read) => mock.heard("followQueue", []).then(() => mock.followQueue(read)),
    unqueue: (plan) => mock.heard("unqueue", [plan]).then(() => mock.unqueue(plan)),
    followJob: (read) => mock.heard("followJob", []).then(() => mock.followJob(read)),

    skip: (version) => mock.ask("skip", [version], () => mock.putOff(version, null)),
    remindLater: (version, when) =>
      mock.ask("remindLater", [version, when], () => mock.putOff(version, REMINDERS[when])),
    offerAgain: () => mock.ask("offerAgain", [], () => mock.offerAgain()),
    resumeNotifications: () => mock.ask("resumeNotifications", [], () => mock.resume()),
    sendTestToast: () => mock.ask("sendTestToast", [], () => null),

    log: (level) => mock.ask("log", [level], () => linesFrom(mock.scenario.log, level)),
    gatherReport: () => mock.ask("gatherReport", [], () => reportTexts(mock.scenario.report)),
    reportText: (name) => mock.ask("reportText", [name], () => mock.scenario.report[name] ?? ""),
    saveReport: () => mock.ask("saveReport", [], () => mock.scenario.savedReport),

    managed: () => mock.ask("managed", [], () => mock.scenario.managed),
    administratorReport: () => mock.ask("administratorReport", [], () => mock.scenario.administratorReport),
    saveAdministratorReport: () => mock.ask("saveAdministratorReport", [], () => mock.scenario.savedReport),

    openLink: (link) => mock.ask("openLink", [link], () => null),
    openFolder: (folder) => mock.ask("openFolder", [folder], () => null),
    openTerminal: (go) =>
      mock.ask("openTerminal", [go], () => ({ version: null, root: "", program: "C:\\Windows\\System32\\cmd.exe" })),
    chooseArchive: () => mock.heard("chooseArchive", []).then(() => mock.scenario.archive),
    cleanCache: () => mock.ask("cleanCache", [], () => mock.cleanCache()),
    caches: () => mock.ask("caches", [], () => mock.scenario.caches),
    chooseFolder: () => mock.heard("chooseFolder", []).then(() => mock.scenario.folder),
    found: () => mock.ask("found", [], () => mock.scenario.found),
    foundIn: (folder) => mock.ask("foundIn", [folder], () => mock.foundIn(folder)),
    copy: (text) => mock.heard("copy", [text]),

    onChanged: (look) => on(mock.changedReaders, look),
    onNavigate: (go) => on(mock.navigateReaders, go),
    onDrop: (read) => on(mock.dropReaders, read),
    ready: () => mock.heard("ready", []).then(() => mock.scenario.opensAt),
  };
}
