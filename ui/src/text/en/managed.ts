/** What an organization manages by policy: settings, versions, and the report for its administrator. */
export const managed = {
  badge: "Managed",
  /** The line below the title of a managed setting. */
  by: "Managed by your organization",
  /** Between those words and the contact that the policy names. */
  contact: ": ",
  contactIs: "Contact: ",
  sources: {
    machineRegistry: "Policy of this computer, in the registry",
    userRegistry: "Policy of your account, in the registry",
    file: "Policy of this computer, in a file",
  },
  /** A value that makes no sense. The explanation of the program follows, in English. */
  malformed: "The policy has an invalid value here. Until it is corrected, Upgo uses the safer setting.",
  none: "None",

  settings: "Some settings are managed by your organization",
  settingsLine: "You cannot change them here. Your administrator can.",

  /** A version that the policy does not permit: its badge, and one sentence. */
  badges: {
    blocked: "Blocked",
    notAllowed: "Not allowed",
    wanted: "Not allowed",
    locked: "Held back",
    notApproved: "Held back",
    malformed: "Held back",
    ring: "Held back",
  },
  withheld: {
    blocked: (version: string) => `Your organization blocks ${version}`,
    notAllowed: (version: string) => `Your organization does not allow ${version}`,
    wanted: (version: string) => `Your organization requires a version other than ${version}`,
    locked: (version: string, date: string) => `Your organization holds ${version} back until ${date}`,
    notApproved: (version: string) => `Your organization has not approved ${version} yet`,
    malformed: (version: string) => `A rule of your organization is invalid, so ${version} is held back`,
    ring: (version: string, date: string) => `Your organization holds ${version} back until ${date}`,
  },
  /** The second sentence: why, and whom to ask. */
  because: {
    locked: "Until then, new versions need approval",
    ring: (ring: string) => `This computer is in the ring “${ring}”`,
    wanted: (wanted: string) => `Required: ${wanted}`,
  },
  sentence: (words: string) => `${words}.`,
  /** Said of a withheld version that would help. */
  fixes: "It fixes known vulnerabilities in the Go that you use",
  askAdministrator: "Your administrator can help.",

  rings: { canary: "canary", early: "early", broad: "broad" },
  ring: (ring: string) => `Ring: ${ring}`,
  ringDays: (days: number) =>
    days === 0
      ? "This computer gets a release as soon as it is out"
      : `This computer gets a release ${days === 1 ? "1 day" : `${days} days`} after it is out`,

  /** Some of its values are invalid. */
  doubtful: "Invalid values",
  policy: "the policy",
  values: (count: number) => (count === 1 ? "1 policy value" : `${count} policy values`),
  hooks: (count: number) => (count === 1 ? "1 program runs around a switch" : `${count} programs run around a switch`),

  /** The request that is copied. The user completes its last line. */
  request: {
    copy: "Copy a request to your administrator",
    ofSetting: "Request: change a setting managed by an Upgo policy",
    ofVersion: (version: string) => `Request: allow ${version}, which an Upgo policy withholds`,
    ofProblem: "Request: help with an Upgo policy",
    setting: (title: string, key: string) => `Setting: ${title} (${key})`,
    value: (value: string) => `Policy value: ${value}`,
    source: (source: string) => `Set by: ${source}`,
    reason: (reason: string) => `Reason given by Upgo: ${reason}`,
    code: (code: string) => `Error code: ${code}`,
    machine: (upgo: string, target: string, system: string) => `Upgo ${upgo}, ${target}, ${system}`,
    wish: "What I need, and why: ",
  },

  report: {
    title: "Report for your administrator",
    hint: "The policy in force, facts about this computer, what the policy refused, and whether an upgrade would succeed. The report is not sent anywhere. Passwords, your user name and the name of this computer are left out.",
    open: "Create the report",
    save: "Save",
  },
};
