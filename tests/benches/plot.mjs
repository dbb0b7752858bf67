// Line charts with two logarithmic axes, as SVG that can be read on a light and on a dark page.
const WIDTH = 720;
const HEIGHT = 340;
const AREA = { left: 64, right: 16, top: 56, bottom: 48 };
/** One for each line; told apart by their markers, too. Contrast of at least 3:1 with white and with #0d1117. */
const COLORS = [
  ["#0068b8", "#58a6ff"],
  ["#b34700", "#ff9d57"],
  ["#1a7f37", "#4ac26b"],
  ["#8250df", "#c297ff"],
  ["#a3164a", "#ff8fb1"],
];
const MARKERS = [
  "M-4-4h8v8h-8z",
  "M0-5L5 4H-5z",
  "M0-5L5 0L0 5L-5 0z",
  "M-4-4L4 4M4-4L-4 4",
  "M0 4a4 4 0 1 1 0.01 0z",
];

/**
 * A chart of `lines`, `[{name, points: [[x, y]]}]`. `title` is for those who do not see it; `unit(y)` is the text beside a
 * horizontal line.
 */
export function chart({ title, x, y, unit, lines }) {
  const points = lines.flatMap((line) => line.points);
  const marks = [...new Set(points.map(([each]) => each))].sort((one, other) => one - other);
  const across = axis(log(marks[0]), log(marks.at(-1)), AREA.left + 8, WIDTH - AREA.right - 24);
  const values = points.map(([, each]) => log(each));
  const up = axis(Math.floor(Math.min(...values)), Math.ceil(Math.max(...values)), HEIGHT - AREA.bottom, AREA.top);
  const bottom = HEIGHT - AREA.bottom;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escape(title)}">
<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.grid { stroke: #d1d9e0; fill: none; }
${COLORS.map(([light], index) => `.line${index} { stroke: ${light}; fill: none; stroke-width: 2; }`).join("\n")}
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.grid { stroke: #3d444d; }
${COLORS.map(([, dark], index) => `.line${index} { stroke: ${dark}; }`).join("\n")}
}
</style>
<title>${escape(title)}</title>
${up.ticks.map((at) => `<path class="grid" d="M${AREA.left} ${up.of(at)}H${WIDTH - AREA.right}"/><text x="${AREA.left - 8}" y="${up.of(at) + 4}" text-anchor="end">${escape(unit(at))}</text>`).join("\n")}
${marks.map((at) => `<path class="grid" d="M${across.of(at)} ${bottom}v5"/><text x="${across.of(at)}" y="${bottom + 20}" text-anchor="middle">${at.toLocaleString("en-US")}</text>`).join("\n")}
<text x="${(AREA.left + WIDTH - AREA.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escape(x)}</text>
<text x="${AREA.left}" y="16">${escape(y)}</text>
${lines.map((line, index) => draw(line, index, across, up)).join("\n")}
</svg>
`;
}

function draw({ name, points }, index, across, up) {
  const places = points.map(([x, y]) => `${across.of(x)} ${up.of(y)}`);
  const markers = places.map((place) => `<path class="line${index}" d="${MARKERS[index]}" transform="translate(${place})"/>`);
  const at = AREA.left + index * 128;
  const legend = `<path class="line${index}" d="M${at} 34h24"/><path class="line${index}" d="${MARKERS[index]}" transform="translate(${at + 12} 34)"/><text x="${at + 30}" y="38">${escape(name)}</text>`;
  return `<path class="line${index}" d="M${places.join("L")}"/>${markers.join("")}${legend}`;
}

/** A logarithmic axis from one place to another, with a tick at each power of ten. */
function axis(low, high, from, to) {
  const span = high - low || 1;
  const of = (value) => Math.round(from + ((log(value) - low) / span) * (to - from));
  return { of, ticks: Array.from({ length: Math.floor(span) + 1 }, (_, step) => 10 ** (low + step)) };
}

function log(value) {
  return Math.log10(Math.max(value, 1e-9));
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
