"use strict";
(() => {
  const form = document.getElementById("filters");
  const table = document.getElementById("findings");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const shown = document.getElementById("shown");
  const fields = Array.from(form.querySelectorAll("[data-filter]"));

  const apply = () => {
    let count = 0;
    for (const row of rows) {
      const fits = fields.every((field) => {
        if (!field.value) return true;
        if (field.dataset.filter === "text") return row.textContent.toLowerCase().includes(field.value.toLowerCase());
        return row.dataset[field.dataset.filter] === field.value;
      });
      row.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent = count + " of " + rows.length;
  };

  const keyOf = (row, key) => {
    if (key === "rank") return -Number(row.dataset.rank);
    if (key === "place") return row.dataset.file + "\u0000" + row.dataset.line.padStart(9, "0");
    return row.dataset[key];
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const isDown = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      const key = head.dataset.sort;
      const sign = isDown ? -1 : 1;
      const keyed = rows.map((row, index) => [keyOf(row, key), index, row]);
      keyed.sort((a, b) => (a[0] < b[0] ? -sign : a[0] > b[0] ? sign : a[1] - b[1]));
      body.append(...keyed.map((entry) => entry[2]));
    });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  for (const field of fields) {
    field.addEventListener("input", apply);
    field.addEventListener("change", apply);
  }
  form.hidden = false;
  apply();
})();
