"use strict";
// Sorts and filters the tables of this page. Without it, they can be read as they are.
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

function sort(table, column) {
  const heads = [...table.tHead.rows[0].cells];
  const direction = heads[column].getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", direction);
  const sign = direction === "ascending" ? 1 : -1;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, key: row.cells[column].textContent }));
  // an empty cell stays last in both directions
  rows.sort((a, b) => (a.key && b.key ? sign * order.compare(a.key, b.key) : Number(!a.key) - Number(!b.key)));
  body.append(...rows.map(({ row }) => row));
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, column));
    head.append(button);
  });
}

for (const place of document.querySelectorAll("[data-filter]")) {
  const rows = [...document.getElementById(place.dataset.filter).tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const input = document.createElement("input");
  const label = document.createElement("label");
  const count = document.createElement("output");
  input.type = "search";
  label.append(`${place.dataset.label} `, input);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !texts[index].includes(wanted);
      shown += row.hidden ? 0 : 1;
    });
    count.textContent = ` ${shown} / ${rows.length}`;
  });
  place.append(label, count);
}
