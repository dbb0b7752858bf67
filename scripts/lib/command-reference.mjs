// The page of commands, from the help of `upgo` and of each command. What many of them say is there only once.

/** The heading of the options that every command has. */
export const EVERY_COMMAND = "Options for every command";
/** From so many commands on, an option is explained once, at the top. */
const MANY = 10;

/** What people do often, beside the six commands of the README. */
const BY_TASK = `upgo whatsnew                         # what the offered upgrade fixes, and what it changes for your projects
upgo rehearse latest                  # build your projects with the new Go too, and see what breaks; \`--test\` tests them
upgo install 1.26 --use               # keep several versions side by side; \`upgo use\` switches, and \`go1.26.6\` works as a command
upgo exec 1.26 -- go test ./...       # run one command with another version; \`upgo shell 1.26\` starts a shell with it
upgo adopt --all                      # let Upgo manage every Go on this machine (in the window: *Manage*); the old folders stay
upgo audit                            # known vulnerabilities, and the smallest upgrade that fixes them
upgo verify 1.27.3 --why              # compare all files with the published ones, and show the proof
upgo tools update                     # update programs from \`go install\`; \`upgo tools rebuild\` builds them with a newer Go
upgo projects pin 1.27.3              # pin the project in this folder to a Go
upgo background scheduled             # check on a schedule, with nothing running in between; or \`tray\`, or \`off\`
upgo history                          # every change, with its number for \`upgo rollback\`
upgo log report                       # make a file for a bug report, after showing what it contains`;

/** The names of the commands in the help of a command. */
export function commandsIn(help) {
  const list = help.split(/^Usage: .*$/m)[1]?.split(/^(?:Arguments|Options.*):$/m)[0] ?? "";
  return [...list.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map((match) => match[1]).filter((name) => name !== "help");
}

/** The page, from the help of each command: pairs of its words and its text, `upgo` itself first. */
export function commandReference(helps) {
  const [[, root], ...others] = helps;
  const own = others.map(([words, help]) => [words, withoutCommonPart(help)]);
  const counts = new Map();
  for (const option of own.flatMap(([, help]) => options(help))) counts.set(option, (counts.get(option) ?? 0) + 1);
  const many = [...counts].filter(([, count]) => count >= MANY).map(([option]) => option);
  const page = (words, help) => `## ${["upgo", ...words].join(" ")}\n\n\`\`\`text\n${help}\n\`\`\`\n`;
  const once = `## Options of many commands\n\n\`\`\`text\n${many.join("\n\n")}\n\`\`\`\n`;
  const intro =
    "For everybody who uses the command line. Generated from `upgo help` by `npm run gen`. *Options for every command* are under " +
    "[upgo](#upgo); an option without a word of explanation is one [of many commands](#options-of-many-commands).";
  const pages = own.map(([words, help]) => page(words, many.reduce(named, help)));
  const tasks = `## By task\n\n\`\`\`\n${BY_TASK}\n\`\`\`\n`;
  return `# The command line\n\n${intro}\n\n${[tasks, page([], root), once, ...pages].join("\n")}`;
}

/** The help of a command without the options of every command. */
function withoutCommonPart(help) {
  return help.split(/^(?=\S.*:$)/m).filter((part) => !part.startsWith(`${EVERY_COMMAND}:`)).join("").trimEnd();
}

/** Each option in a help, with its explanation. */
function options(help) {
  return [...help.matchAll(/^(?: {2}-\w, | {6})--[^\n]*(?:\n(?! {2}-\w, --| {6}--|\S)[^\n]*)*/gm)].map(([option]) => option.trimEnd());
}

/** The help with only the name of an option. */
function named(help, option) {
  const start = help.indexOf(option);
  return start < 0 ? help : help.slice(0, start) + option.split("\n")[0] + help.slice(start + option.length);
}
