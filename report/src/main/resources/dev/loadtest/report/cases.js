// Filters and sorts the case table, which is whole without any script.
(function () {
  const table = byId("case-table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 2) return;
  const count = byId("case-count");
  const caption = count.textContent;
  const text = byId("case-text");
  const chosen = [["outcome", byId("case-outcome")], ["phase", byId("case-phase")], ["variant", byId("case-variant")]];

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      const content = row.cells[0].textContent.toLowerCase() + " " + row.cells[8].textContent.toLowerCase();
      const fits = words.every((w) => content.includes(w)) && chosen.every(([key, select]) => !select || !select.value || row.dataset[key] === select.value);
      row.hidden = !fits;
      left += fits ? 1 : 0;
    }
    count.textContent = left === rows.length ? caption : left + " of " + rows.length + " shown";
  }

  function sort(header, index) {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const number = header.dataset.sort === "number";
    const key = (row) => (number ? Number(row.cells[index].dataset.value) : row.cells[index].textContent);
    const compare = (a, b) => (number ? key(a) - key(b) : key(a).localeCompare(key(b), "en", { numeric: true }));
    const sorted = [...rows].sort((a, b) => (down ? -compare(a, b) : compare(a, b)));
    body.append(...sorted);
  }

  [...table.tHead.rows[0].cells].forEach((header, index) => {
    if (!header.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    header.textContent = "";
    header.append(button);
    button.addEventListener("click", () => sort(header, index));
  });
  text.addEventListener("input", filter);
  for (const [, select] of chosen) {
    if (select) select.addEventListener("change", filter);
  }
  const controls = byId("case-controls");
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.hidden = false;
  filter();
})();
