// What comes from others: registries, npm packages, and the actions of workflows.
import { lineAt, matches, violation } from "./tree.mjs";

/** Lock files name only public registries, and no configuration points package managers elsewhere. */
export function registries(files) {
  const wanted = {
    "Cargo.lock": /^source = (?!"registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index"$).*$/gm,
    "package-lock.json": /"resolved": "(?:https?|git)[^"]*"/g,
    ".npmrc": /^.*registry\s*=.*$/gm,
    "config.toml": /^\s*(?:\[source[.\]].*|\[registries?[.\]].*|replace-with.*)$/gm,
  };
  return files.flatMap((file) => {
    const pattern = wanted[file.path.split("/").pop()];
    return pattern ? matches(file, pattern, "an address that is not the public registry's") : [];
  });
}

/** No npm package runs a program when it is installed, and each has a licence that deny.toml allows. */
export function npmPackages(files) {
  const named = (path) => files.find((file) => file.path === path)?.text ?? "";
  const allowed = /^allow = \[([^\]]*)\]/m.exec(named("deny.toml"))?.[1].match(/[^"\s,]+(?: WITH [^"]+)?/g) ?? [];
  const packages = Object.entries(JSON.parse(named("package-lock.json") || "{}").packages ?? {});
  return [
    ...(/^ignore-scripts=true$/m.test(named(".npmrc")) ? [] : [".npmrc: without ignore-scripts=true"]),
    ...packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => `package-lock.json: ${path} wants to run a script when it is installed, which does not happen`),
    ...packages
      .filter(([, { license = "" }]) => !license.replace(/[()]/g, "").split(" OR ").some((each) => allowed.includes(each)))
      .map(([path, { license }]) => `package-lock.json: ${path} has a licence that deny.toml does not allow: ${license}`),
  ];
}

/**
 * A workflow runs only actions and images that a digest names, states its rights, leaves no token on the disk, never
 * starts for a fork with rights of the project, and passes values by `env`: in a shell, `${{ … }}` could be a command.
 */
export function workflows(files) {
  return files.filter(({ path }) => WORKFLOW.test(path)).flatMap((file) => [
    ...WORKFLOW_LINES.flatMap(([pattern, what]) => matches(file, pattern, what)),
    ...(/^(?:permissions|runs):/m.test(file.text) || file.path.startsWith("packaging/") ? [] : [`${file.path}: no permissions for the whole workflow`]),
    ...steps(file.text)
      .filter(({ step }) => /\bactions\/checkout@/.test(step) && !/^ +persist-credentials: false$/m.test(step))
      .map(({ index, step }) => violation(file.path, file.text, index, "a checkout that keeps its token", lineAt(step, 0))),
    ...shellScripts(file.text)
      .filter(({ script }) => script.includes("${{"))
      .map(({ index, script }) => violation(file.path, file.text, index, "a value pasted into a script", script)),
  ]);
}

/** What build servers read: our own workflows and actions, and what others put into theirs. */
const WORKFLOW = /^(?:\.github\/(?:workflows\/[^/]+|actions\/[^/]+\/action)|packaging\/github-action\/action|packaging\/ci\/[^/]+)\.ya?ml$/;

/** What no line of a workflow may say, except in a comment. */
const WORKFLOW_LINES = [
  [
    /^(?! *#)(?! *(?:- )?uses: (?:\.\/\S+|[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+(?:\.\d+)?)$).*\buses["']?\s*:.*$/gm,
    "an action without a full digest and its version",
  ],
  [/^(?! *#)(?!.*@sha256:[0-9a-f]{64}$).*\b(?:container|image)["']?\s*:[ \t]*\S.*$/gm, "an image without a digest"],
  [/^(?! *#).*\b(?:pull_request_target|workflow_run)\b.*$/gm, "a trigger that gives a fork the project's rights"],
  [/^(?! *#).*\bwrite-all\b.*$/gm, "all rights at once"],
  [/^(?! *#)(?!.* -Wait\b).* -NoNewWindow\b.*$/gim, "a program that GitHub ends five seconds after its step"],
];

/** The items of a workflow's lists, among them each step of a job. */
function steps(text) {
  return [...text.matchAll(/^ *- (?:(?!^ *- )[^])*/gm)].map(({ index, 0: step }) => ({ index, step }));
}

/** What a workflow passes to a shell or to JavaScript: the line of the key, and the lines that are indented further. */
function shellScripts(text) {
  return [...text.matchAll(/^( *(?:- )?)["']?(?:run|script|before_script|bash|powershell)["']?\s*:.*\n?/gm)].map(({ index, 0: line, 1: indent }) => {
    const further = new RegExp(`^(?: *\\n| {${indent.length + 1},}.*\\n?)*`);
    return { index, script: line + further.exec(text.slice(index + line.length))[0] };
  });
}
