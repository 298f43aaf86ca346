// Filters the case table, which is whole without any script.
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

  text.addEventListener("input", filter);
  for (const [, select] of chosen) {
    if (select) select.addEventListener("change", filter);
  }
  const controls = byId("case-controls");
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.hidden = false;
  filter();
})();
