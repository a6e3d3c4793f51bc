"use strict";
(() => {
  const table = document.getElementById("findings-table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const filters = Array.from(document.querySelectorAll("[data-filter]"));
  const shown = document.getElementById("shown");

  function matches(row) {
    return filters.every((filter) => {
      const wanted = filter.value;
      if (!wanted) return true;
      if (filter.dataset.filter === "text") return words.get(row).includes(wanted.toLowerCase());
      return row.dataset[filter.dataset.filter] === wanted;
    });
  }
  function update() {
    let count = 0;
    for (const row of rows) {
      row.hidden = !matches(row);
      if (!row.hidden) count += 1;
    }
    shown.textContent = `${count} of ${rows.length}`;
  }
  for (const filter of filters) for (const event of ["input", "change"]) filter.addEventListener(event, update);

  const keys = {
    severity: (row) => [-Number(row.dataset.rank)],
    rule: (row) => [row.dataset.rule],
    place: (row) => [row.dataset.file, Number(row.dataset.line)],
    container: (row) => [row.dataset.container],
    message: (row) => [row.cells[4].querySelector("summary").textContent],
  };
  function compare(one, other) {
    for (let index = 0; index < one.length; index += 1) {
      if (one[index] < other[index]) return -1;
      if (one[index] > other[index]) return 1;
    }
    return 0;
  }
  for (const head of table.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
      const key = keys[head.dataset.sort];
      // The sort is stable: equal rows stay in the order of the report.
      const sorted = rows.map((row) => [key(row), row]).sort((one, other) => sign * compare(one[0], other[0]));
      body.append(...sorted.map((pair) => pair[1]));
    });
  }

  const all = document.getElementById("open-all");
  all.addEventListener("click", () => {
    const open = all.getAttribute("aria-pressed") !== "true";
    all.setAttribute("aria-pressed", String(open));
    all.textContent = open ? "Close all" : "Open all";
    for (const details of body.querySelectorAll("details")) details.open = open;
  });
  // What was folded would be lost on paper.
  window.addEventListener("beforeprint", () => body.querySelectorAll("details").forEach((one) => (one.open = true)));
  document.getElementById("filters").hidden = false;
})();
