// The start page, in both languages, with the download buttons.
import { addresses } from "../lib/release/project.mjs";
import { escape } from "./markdown.mjs";
import { WINGET } from "./readme.mjs";
import { FILES, WORDS } from "./words.mjs";

const MACHINES = { amd64: "x64", arm64: "ARM64" };
/** The kinds of files in the order in which they are offered. */
const ORDER = ["nsis", "msi", "deb", "rpm", "appimage", "programs", "probe"];
/** The kinds that have a button. */
const BUTTONS = ["nsis", "deb", "rpm", "appimage"];
/** The size of the window in the film and in the pictures. */
const [FILM, PICTURE] = [
  [1040, 688],
  [1560, 1032],
];

/** The main part of the start page. `to(path)` is the address of a page or file from here. */
export function startPage({ language, to, project, release }) {
  const words = WORDS[language].start;
  const size = ([width, height]) => `width="${width}" height="${height}"`;
  const english = language === "en" ? "" : ' hreflang="en"';
  const picture = ([name, alt, caption]) => `<figure>
<img src="${to(`docs/pictures/${name}.png`)}" alt="${escape(alt)}" ${size(PICTURE)} loading="lazy">
<figcaption>${caption}</figcaption>
</figure>`;
  return `<section class="hero wide">
<div>
<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
<p class="buttons"><a class="button accent" href="#download">${words.get}</a>
<a class="button" href="${to("docs/teams/security.html#what-it-does-to-a-machine")}"${english}>${words.learn}</a></p>
</div>
<picture>
<source media="(prefers-reduced-motion: reduce)" srcset="${to("docs/pictures/02-home-security-light-en.png")}">
<img class="window" src="${to("docs/pictures/upgrade.webp")}" alt="${escape(words.film)}" ${size(FILM)}>
</picture>
</section>
<section class="wide reasons">
${words.reasons.map(([title, text]) => `<div class="card"><h2>${title}</h2><p>${text}</p></div>`).join("\n")}
</section>
<section class="wide" id="download">
${release ? downloads(release, project, language, to, english) : noRelease(words, to, english)}
</section>
<section class="wide">
<h2>${words.look}</h2>
<div class="pictures">
${words.pictures.map(picture).join("\n")}
</div>
</section>
<section class="wide">
<h2>${words.machine}</h2>
<dl class="card facts">
${words.facts.map(([name, text]) => `<div><dt>${name}</dt><dd>${text}</dd></div>`).join("\n")}
</dl>
<p><a href="${to("docs/teams/security.html#what-it-does-to-a-machine")}"${english}>${words.more}</a> ·
<a href="${to("docs/teams/security.html")}"${english}>${words.team}</a></p>
</section>`;
}

function noRelease(words, to, english) {
  return `<div class="card get"><h2>${words.none}</h2>
<p>${words.noneText}</p>
<p class="buttons"><a class="button" href="${to("readme.html#build-it-yourself")}"${english}>${words.build}</a></p>
</div>`;
}

function downloads(release, project, language, to, english) {
  const [words, { kinds, systems }] = [WORDS[language].start, FILES[language]];
  const { base } = addresses(project);
  const address = ({ name }) => escape(`${base}/v${release.version}/${name}`);
  const machine = ({ arch }) => MACHINES[arch];
  const size = (file) => `${(file.size / 1e6).toFixed(1)} MB`;
  const rank = (file) => ORDER.indexOf(file.kind) * 2 + (file.arch === "arm64" ? 1 : 0);
  const files = [...release.files].sort((one, other) => rank(one) - rank(other));
  const button = (file, index) =>
    `<a class="button${index === 0 ? " accent" : ""}" href="${address(file)}">${kinds[file.kind]} (${machine(file)})
<small>${size(file)}</small></a>`;
  const row = (file) =>
    `<tr><td><a href="${address(file)}">${escape(file.name)}</a></td><td>${systems[file.os]} ${machine(file)}</td>
<td>${size(file)}</td><td><code>${file.sha256}</code></td></tr>`;
  const date = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
  const notes = release.notes.find(({ version }) => version === release.version)?.[language] ?? [];
  return `<div class="card get"><h2>${words.release(release.version, date.format(new Date(release.date)))}</h2>
<p class="buttons">${files.filter(({ kind }) => BUTTONS.includes(kind)).map(button).join("\n")}</p>
<p>${words.terminal} <code>${WINGET}</code></p>
<p><a href="${to("docs/installing.html#windows")}"${english}>${words.refused}</a></p>
<details><summary>${words.all}</summary>
<div class="table" tabindex="0" role="group" aria-label="${words.all}"><table>
<thead><tr>${words.columns.map((title) => `<th scope="col">${title}</th>`).join("")}</tr></thead>
<tbody>
${files.map(row).join("\n")}
</tbody></table></div></details>
<p><a href="${to("docs/teams/security.html#how-to-verify-a-release-of-upgo")}"${english}>${words.verify}</a></p>
</div>
<h2>${words.news(release.version)}</h2>
<ul>
${notes.map((note) => `<li>${escape(note)}</li>`).join("\n")}
</ul>
<p><a href="${to("changelog.html")}"${english}>${words.changes}</a></p>`;
}

/** What is wrong with the description of a release, so that no page is made from it. */
export function mistakesInRelease(release) {
  const isFile = ({ name, kind, os, arch, size, sha256 }) =>
    /^[\w.+~-]+$/.test(name) &&
    ORDER.includes(kind) &&
    os in FILES.en.systems &&
    arch in MACHINES &&
    Number.isInteger(size) &&
    /^[0-9a-f]{64}$/.test(sha256);
  const { format, version, date, files, notes } = release;
  return [
    ...(format === 1 ? [] : [`format ${format} is not known`]),
    ...(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version) ? [] : [`${version} is not a version`]),
    ...(Number.isNaN(Date.parse(date)) ? [`${date} is not a date`] : []),
    ...(Array.isArray(notes) ? [] : ["there are no notes"]),
    ...(Array.isArray(files) && files.length > 0 ? files : [{}]).filter((file) => !isFile(file)).map(({ name }) => `the file ${name} is not described`),
  ];
}
