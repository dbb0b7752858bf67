// The page's interface to the program, as the mock implements it.
import { commands } from "./bindings";
import type { Adapted, Client, Commands, Fallible, Result } from "./client";
import type { Mock } from "./mock";
import { detailsOf } from "./scenarios/releases";
import type { Scenario } from "./scenarios/scenario";

/** When the reminders come, seen from the scenarios' present. */
const REMINDERS = { tomorrow: "2026-09-03T07:18:00Z", nextWeek: "2026-09-09T07:18:00Z" };

const LEVELS = ["error", "warn", "info", "debug"];

/** A failed check that keeps the cached data is an answer, not an error. */
type Asked = Exclude<Fallible, Adapted | "check">;
type Data<Name extends Asked> = Extract<Awaited<ReturnType<Commands[Name]>>, { status: "ok" }>["data"];
type Answer<Name extends Asked> = (...args: Parameters<Commands[Name]>) => Data<Name> | Result<Data<Name>>;

/** The commands that a field of the scenario answers, which is the data or a function. */
type Played = {
  [Name in Asked & keyof Scenario]: Scenario[Name] extends Data<Name> | Answer<Name> ? Name : never;
}[Asked & keyof Scenario];

type Listening = "onChanged" | "onNavigate" | "onDrop";
type Heard = Exclude<keyof Client, Asked | Listening | "check">;

/** Every call is recorded, and answered by the scenario. */
export function clientOf(mock: Mock): Client {
  const runs = () => mock.scenario.overview.active?.version ?? null;
  const answers: { [Name in Exclude<Asked, Played>]: Answer<Name> } & { [Name in Played]?: Answer<Name> } = {
    versionDetails: (version) => detailsOf(version, runs()),
    checkTools: () => mock.checkTools(),
    lookInWsl: () => mock.scenario.wslAsked,
    selfStatus: () => mock.scenario.upgo,
    checkSelf: () => mock.checkSelf(),
    history: (most) => {
      const { entries, ...rest } = mock.scenario.history;
      return { ...rest, entries: entries.slice(0, most), hasOlder: entries.length > most };
    },
    exportHistory: () => mock.scenario.exported,
    ignoreFinding: (id, ignore) => mock.ignore(id, ignore),
    setSetting: (key, value) => mock.setSetting(key, value),
    testMirror: (address) => mock.scenario.trial(address),
    exportSettings: () => mock.scenario.exported,
    importSettings: () => mock.scenario.imported,
    setStaying: (staying) => mock.writeStaying(staying),
    whatsNew: (to) => mock.whatsNew(to),
    planRehearsal: (to, tests, fixes, raises) => mock.planRehearsal(to, tests, fixes, raises),
    rehearse: (plan) => mock.startRehearsal(plan),
    rehearsalOf: () => mock.scenario.rehearsed("go1.27.1"),
    plan: (request) => mock.plan(request),
    start: (plan) => mock.start(plan),
    skip: (version) => mock.putOff(version, null),
    remindLater: (version, when) => mock.putOff(version, REMINDERS[when]),
    offerAgain: () => mock.offerAgain(),
    pauseNotifications: (length) => mock.pause(length),
    sendTestToast: () => null,
    log: (level) => {
      const { file, entries } = mock.scenario.log;
      return { file, entries: entries.filter((entry) => LEVELS.indexOf(entry.level) <= LEVELS.indexOf(level)) };
    },
    gatherReport: () => Object.entries(mock.scenario.report).map(([name, text]) => ({ name, bytes: text.length })),
    reportText: (name) => mock.scenario.report[name] ?? "",
    saveReport: () => mock.scenario.savedReport,
    saveAdministratorReport: () => mock.scenario.savedReport,
    openLink: () => null,
    openFolder: () => null,
    openTerminal: () => ({ version: null, root: "", program: "C:\\Windows\\System32\\cmd.exe" }),
    cleanCache: () => mock.cleanCache(),
    foundIn: (folder) => mock.foundIn(folder),
  };
  const heard: { [Name in Heard]: (...args: Parameters<Client[Name]>) => Awaited<ReturnType<Client[Name]>> } = {
    about: () => mock.scenario.about,
    cancelJob: () => mock.cancel(),
    quit: () => {},
    cancelProjects: () => mock.cancelCall("projects"),
    cancelRehearsal: () => mock.cancelRehearsal(),
    cancelWsl: () => mock.cancelCall("lookInWsl"),
    chooseArchive: () => mock.scenario.archive,
    chooseCertificate: () => mock.scenario.certificate,
    chooseFolder: () => mock.scenario.folder,
    copy: () => undefined,
    dismissJob: () => mock.setJob({ kind: "idle" }),
    dismissRehearsal: () => mock.setRehearsal({ kind: "idle" }),
    followJob: (read) => mock.followJob(read),
    followQueue: (read) => mock.followQueue(read),
    followRehearsal: (read) => mock.followRehearsal(read),
    ready: () => mock.scenario.opensAt,
    restart: () => undefined,
    unqueue: (plan) => mock.unqueue(plan),
    zoom: () => undefined,
  };

  const ask =
    (name: Asked) =>
    (...args: never[]) =>
      mock.ask(name, args, () => {
        const answer: unknown = answers[name] ?? mock.scenario[name as Played];
        return typeof answer === "function" ? answer(...args) : answer;
      });
  const hear = ([name, answer]: [string, (...args: never[]) => unknown]) => {
    const said = (args: unknown[]) => args.filter((arg) => typeof arg !== "function");
    return [name, (...args: never[]) => mock.heard(name as Heard, said(args)).then(() => answer(...args))];
  };
  const on = <T>(readers: Set<T>, read: T) => {
    readers.add(read);
    return () => void readers.delete(read);
  };
  return {
    ...(Object.fromEntries(Object.keys(commands).map((name) => [name, ask(name as Asked)])) as Pick<Client, Asked>),
    ...(Object.fromEntries(Object.entries(heard).map(hear)) as Pick<Client, Heard>),
    check: () => mock.checkNow(),
    onChanged: (look) => on(mock.changedReaders, look),
    onNavigate: (go) => on(mock.navigateReaders, go),
    onDrop: (read) => on(mock.dropReaders, read),
  };
}
