// Makes the headers of sortable tables into buttons; the tables are whole without any script.
function sortable(table) {
  const body = table.tBodies[0];
  const headers = [...table.tHead.rows[0].cells];

  function sort(header, index) {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of headers) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const number = header.dataset.sort === "number";
    const key = (row) => (number ? Number(row.cells[index].dataset.value) : row.cells[index].textContent);
    const compare = (a, b) => (number ? key(a) - key(b) : key(a).localeCompare(key(b), "en", { numeric: true }));
    const rows = [...body.rows].filter((row) => !("total" in row.dataset));
    const totals = [...body.rows].filter((row) => "total" in row.dataset);
    body.append(...rows.sort((a, b) => (down ? -compare(a, b) : compare(a, b))), ...totals);
  }

  if (body.rows.length < 2) return;
  headers.forEach((header, index) => {
    if (!header.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    header.textContent = "";
    header.append(button);
    button.addEventListener("click", () => sort(header, index));
  });
}

document.querySelectorAll("table[data-sortable]").forEach(sortable);
