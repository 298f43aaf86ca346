// Over time, of one phase and request: rates, response times, failures, connections; phases above, pauses behind.
(function () {
  const rates = byId("rate-chart");
  if (!rates) return;
  const phase = byId("time-phase");
  const request = byId("time-request");
  const { wide } = course;
  let shown;

  function timeTicks(pixels) {
    const { from, to, at } = shown;
    const length = to - from;
    const by = step(length, Math.max(3, pixels / (pixels < 560 ? 70 : 110)), length < 120 ? undefined : [1, 1.2, 3, 6, 12]);
    const even = length < 120 ? by : Math.max(15, Math.round(by / 15) * 15);
    const ticks = [];
    for (let second = Math.ceil(from / even - 1e-9) * even; second <= to; second += even) ticks.push({ share: at(second), text: clock(second) });
    return ticks;
  }

  /** An empty chart with the pauses behind it. */
  function timeFrame(place, name, label, y, yText, options) {
    place.setAttribute("aria-label", name + " over time");
    const small = place.clientWidth < 560;
    const chart = frame(place, { height: small ? 190 : 220, label: label, y, yText, x: timeTicks(place.clientWidth), ...options });
    for (const pause of data.pauses.filter((p) => p.to > shown.from && p.from < shown.to)) {
      const from = chart.x(shown.at(pause.from));
      const box = { x: from, y: chart.box.top, width: Math.max(1, chart.x(shown.at(pause.to)) - from), height: chart.box.bottom - chart.box.top };
      draw("title", {}, draw("rect", { class: "pause", ...box }, chart.root), "Paused: " + pause.reason);
    }
    return chart;
  }

  const LANE = 19;

  /** The phases above the chart. */
  function spans(chart) {
    for (const { span, lane } of shown.lanes) {
      const from = chart.x(shown.at(span.from));
      const room = Math.max(1, chart.x(shown.at(span.to)) - from - 1);
      const top = 2 + lane * LANE;
      const rect = draw("rect", { class: "span " + seriesOf(span.variant), x: from, y: top, width: room, height: LANE - 2, rx: 3 }, chart.root);
      draw("title", {}, rect, span.phase + (span.variant ? " (" + span.variant + ")" : ""));
      if (room > span.phase.length * 6 + 8) draw("text", { class: "span-label", x: from + 5, y: top + 12.5 }, chart.root, span.phase);
    }
  }

  const perSecond = (b, n) => short(n / wide(b)) + " /s";

  /** Marks the bucket under the cursor, with the lines of this chart. */
  function followTime(chart, lines) {
    const list = shown.list;
    follow(
      chart,
      (share) => {
        const b = list.reduce((best, one) => (Math.abs(shown.middle(one) - share) < Math.abs(shown.middle(best) - share) ? one : best));
        const title = clock(b.second) + (shown.width > 1 ? " to " + clock(b.second + shown.width) : "");
        const phases = course.running(b, shown.width);
        return { share: shown.middle(b), title, lines: [...lines(b), ...(phases ? [[phases, ""]] : [])] };
      },
      list.map(shown.middle),
    );
  }

  /** A line through those values that exist; a single one is a dot. */
  function line(chart, className, y, list, value) {
    let piece = [];
    for (const b of [...list, null]) {
      const v = b === null ? undefined : value(b);
      if (v !== undefined) {
        piece.push([chart.x(shown.middle(b)), chart.y(y.place(v))]);
      } else if (piece.length > 0) {
        if (piece.length === 1) draw("circle", { class: "dot " + className, cx: piece[0][0], cy: piece[0][1], r: 2.5 }, chart.root);
        else draw("path", { class: "line " + className, d: path(piece) }, chart.root);
        piece = [];
      }
    }
  }

  /** Planned values, broken where none are. */
  function plannedLine(chart, y, list) {
    const all = [];
    for (const point of list) {
      if (all.length > 0 && point.second - all[all.length - 1].second > shown.width) all.push(null);
      all.push(point);
    }
    for (const piece of all.reduce((parts, p) => (p === null ? parts.push([]) : parts[parts.length - 1].push(p), parts), [[]])) {
      line(chart, "planned", y, piece, (p) => p.value);
    }
  }

  const most = (values, least) => values.reduce((a, b) => Math.max(a, b), least);
  const total = (key) => shown.list.reduce((sum, b) => sum + b[key], 0);
  const nothing = (place, text) => {
    place.querySelectorAll("svg, .legend, .tip, .spoken, .none").forEach((old) => old.remove());
    for (const name of ["tabindex", "role", "aria-label"]) place.removeAttribute(name);
    put("p", "hint none", place, text);
  };
  const something = (place) => place.querySelectorAll(".none").forEach((old) => old.remove());

  function renderRates() {
    if (shown.list.length === 0) return nothing(rates, "Nothing was sent yet.");
    something(rates);
    const { list } = shown;
    const high = most([...list.map((b) => Math.max(b.sent, b.ended) / wide(b)), ...shown.rate.map((p) => p.value)], 0) || 1;
    const y = linear(0, high, 4);
    const entries = [["s0", "", "sent"], ["", "quiet", "ended"], ["", "failures", "failures"]];
    if (shown.rate.length > 0) entries.push(["", "planned", "planned"]);
    if (data.pauses.length > 0) entries.push(["", "pause", "paused"]);
    legend(rates, entries);
    const lanes = most(shown.lanes.map((one) => one.lane + 1), 0);
    const label = "Requests a second over time: " + count(total("sent")) + " sent, " + count(total("failures")) + " failed, at most " + short(most(list.map((b) => b.sent / wide(b)), 0)) + " sent a second";
    const chart = timeFrame(rates, "Requests a second", label, y, short, { height: (rates.clientWidth < 560 ? 211 : 251) + lanes * LANE, top: 9 + lanes * LANE });
    spans(chart);
    const sent = list.map((b) => [chart.x(shown.middle(b)), chart.y(y.place(b.sent / wide(b)))]);
    draw("path", { class: "area s0", d: path([[sent[0][0], chart.box.bottom], ...sent, [sent[sent.length - 1][0], chart.box.bottom]]) + "Z" }, chart.root);
    plannedLine(chart, y, shown.rate);
    line(chart, "s0", y, list, (b) => b.sent / wide(b));
    line(chart, "quiet", y, list, (b) => b.ended / wide(b));
    const bar = barWidth(chart);
    for (const b of list.filter((one) => one.failures > 0)) {
      const tall = Math.max(3, y.place(b.failures / wide(b)) * (chart.box.bottom - chart.box.top));
      draw("rect", { class: "failures", x: chart.x(shown.middle(b)) - bar / 2, y: chart.box.bottom - tall, width: bar, height: tall }, chart.root);
    }
    const plan = new Map(shown.rate.map((p) => [p.second, p.value]));
    followTime(chart, (b) => [
      ...(plan.has(b.second) ? [["planned", short(plan.get(b.second)) + " /s"]] : []),
      ["sent", perSecond(b, b.sent)], ["ended", perSecond(b, b.ended)], ["failures", perSecond(b, b.failures)],
    ]);
  }

  const barWidth = (chart) => Math.max(2, Math.min(14, (0.7 * shown.width * (chart.box.right - chart.box.left)) / (shown.to - shown.from)));

  function renderTimes() {
    const place = byId("times-chart");
    const measured = shown.list.filter((b) => b.p99 > 0);
    if (measured.length === 0) return nothing(place, "No response was measured.");
    something(place);
    const low = Math.min(...measured.map((b) => Math.max(1, b.p50)));
    const high = most(measured.map((b) => b.p99), 1);
    const y = high / low > 30 ? logarithmic(low, high) : linear(0, high, 4);
    const last = measured[measured.length - 1];
    legend(place, [["s1", "p99", "p99"], ["s2", "p95", "p95"], ["s0", "p50", "p50"]]);
    const label = "Response time over time: p50 from " + micros(low) + ", p99 up to " + micros(high) + "; at the end p50 " + micros(last.p50) + ", p95 " + micros(last.p95) + ", p99 " + micros(last.p99);
    const chart = timeFrame(place, "Response time", label, y, micros, {});
    for (const [key, name] of [["p99", "s1 p99"], ["p95", "s2 p95"], ["p50", "s0 p50"]]) line(chart, name, y, shown.list, (b) => (b.p99 > 0 ? b[key] : undefined));
    followTime(chart, (b) => (b.p99 > 0 ? [["p50", micros(b.p50)], ["p95", micros(b.p95)], ["p99", micros(b.p99)], ["max", micros(b.max)]] : [["no response", ""]]));
  }

  const LEVELS = 7;
  /** Pixels of a cell of the heat map in a run of few seconds. */
  const WIDEST = 60;
  const edge = (row) => Math.pow(10, row / 8);

  function renderHeat() {
    const place = byId("heat-chart");
    const cells = shown.list.flatMap((b) => b.rows.slice(1).map((count, i) => ({ b, row: b.rows[0] + i, count }))).filter((c) => c.count > 0);
    if (cells.length === 0) return nothing(place, "No response was measured.");
    something(place);
    const highest = most(cells.map((c) => c.row), 0) + 1;
    const lowest = cells.reduce((least, c) => Math.min(least, c.row), highest);
    // At least a decade: few rows would be as tall as the chart.
    const spare = Math.max(0, Math.ceil((8 - (highest - lowest)) / 2));
    const low = Math.max(0, lowest - spare);
    const high = highest + spare;
    const top = most(cells.map((c) => c.count), 1);
    const base = logarithmic(edge(low), edge(high));
    const y = { ticks: base.ticks.filter((t) => t >= edge(low) * 0.99 && t <= edge(high) * 1.01), place: (v) => (Math.log10(v) * 8 - low) / (high - low) };
    legend(place, [["", "heat heat1", "few responses"], ["", "heat heat" + LEVELS, "up to " + count(top) + " in one cell"]]);
    const common = cells.reduce((best, c) => (c.count > best.count ? c : best));
    const label = "Heat map of response times over time: from " + micros(edge(lowest)) + " to " + micros(edge(highest)) + ", most often " + micros(edge(common.row)) + " to " + micros(edge(common.row + 1)) + " at " + clock(common.b.second);
    const chart = timeFrame(place, "Heat map of response times", label, y, micros, {});
    const paths = Array.from({ length: LEVELS + 1 }, () => "");
    for (const c of cells) {
      const room = chart.x(shown.at(c.b.second + shown.width)) - chart.x(shown.at(c.b.second));
      const broad = Math.max(1, Math.min(WIDEST, room) - 0.5);
      const x = chart.x(shown.middle(c.b)) - broad / 2;
      const from = chart.y((c.row - low) / (high - low));
      const tall = from - chart.y((c.row + 1 - low) / (high - low)) - 0.5;
      const level = Math.min(LEVELS, Math.ceil((LEVELS * Math.log(1 + c.count)) / Math.log(1 + top)));
      paths[level] += "M" + x.toFixed(1) + " " + from.toFixed(1) + "h" + broad.toFixed(1) + "v" + (-tall).toFixed(1) + "h" + (-broad).toFixed(1) + "z";
    }
    paths.forEach((d, level) => d && draw("path", { class: "heat" + level, d }, chart.root));
    followTime(chart, (b) => {
      const rows = b.rows.slice(1).map((n, i) => [b.rows[0] + i, n]).filter(([, n]) => n > 0).sort((one, two) => two[1] - one[1]).slice(0, 5);
      return rows.length === 0 ? [["no response", ""]] : rows.map(([row, n]) => [micros(edge(row)) + " to " + micros(edge(row + 1)), count(n)]);
    });
  }

  function renderFailures() {
    const place = byId("failure-chart");
    if (total("failures") === 0) return nothing(place, "No request failed.");
    something(place);
    const { list } = shown;
    const sums = {};
    for (const b of list) for (const cause of Object.keys(b.causes)) sums[cause] = (sums[cause] || 0) + b.causes[cause];
    const causes = Object.keys(sums).filter((c) => sums[c] > 0).sort((a, b) => sums[b] - sums[a]);
    const named = (cause) => (/^\d{3}$/.test(cause) ? "status " + cause : cause);
    const y = linear(0, most(list.map((b) => b.failures / wide(b)), 0), 4);
    legend(place, causes.map((c, i) => ["f" + (i % 6), "block", named(c) + ": " + count(sums[c])]));
    const chart = timeFrame(place, "Failures a second", "Failures over time: " + causes.map((c) => named(c) + " " + sums[c]).join(", "), y, short, {});
    const bar = barWidth(chart);
    const paths = causes.map(() => "");
    for (const b of list.filter((one) => one.failures > 0)) {
      let below = 0;
      causes.forEach((cause, i) => {
        if (!b.causes[cause]) return;
        const from = chart.y(y.place(below / wide(b)));
        below += b.causes[cause];
        const tall = Math.max(1.5, from - chart.y(y.place(below / wide(b))));
        paths[i] += "M" + (chart.x(shown.middle(b)) - bar / 2).toFixed(1) + " " + from.toFixed(1) + "h" + bar.toFixed(1) + "v" + (-tall).toFixed(1) + "h" + (-bar).toFixed(1) + "z";
      });
    }
    paths.forEach((d, i) => d && draw("path", { class: "block f" + (i % 6), d }, chart.root));
    followTime(chart, (b) => {
      const here = causes.filter((c) => b.causes[c] > 0);
      return here.length === 0 ? [["no failure", ""]] : here.map((c) => [named(c), perSecond(b, b.causes[c])]);
    });
  }

  function renderFlight() {
    const place = byId("flight-chart");
    if (shown.list.length === 0) return nothing(place, "Nothing was sent yet.");
    something(place);
    const high = most([...shown.list.map((b) => b.flight), ...shown.users.map((p) => p.value)], 1);
    const y = linear(0, high, 4, 1);
    legend(place, [["s0", "", "under way"], ...(shown.users.length > 0 ? [["", "planned", "planned users"]] : [])]);
    const label = "Requests under way over time, at most " + short(most(shown.list.map((b) => b.flight), 0)) + (shown.users.length > 0 ? "; planned users, at most " + short(most(shown.users.map((p) => p.value), 0)) : "");
    const chart = timeFrame(place, "Requests under way", label, y, short, {});
    plannedLine(chart, y, shown.users);
    line(chart, "s0", y, shown.list, (b) => b.flight);
    const plan = new Map(shown.users.map((p) => [p.second, p.value]));
    followTime(chart, (b) => [["under way", count(b.flight)], ...(plan.has(b.second) ? [["planned users", short(plan.get(b.second))]] : [])]);
  }

  function renderConnections() {
    const place = byId("connection-chart");
    if (total("connections") === 0) return nothing(place, "No connection was opened for these requests.");
    something(place);
    const y = linear(0, most(shown.list.map((b) => b.connections / wide(b)), 0), 4);
    legend(place, [["s3", "", "opened"]]);
    const chart = timeFrame(place, "Connections opened a second", "Connections opened over time, " + count(total("connections")) + " in all", y, short, {});
    line(chart, "s3", y, shown.list, (b) => b.connections / wide(b));
    followTime(chart, (b) => [["opened", perSecond(b, b.connections)]]);
  }

  /** Built when it is opened: hundreds of rows that hardly anyone looks at. */
  function renderTable() {
    const table = byId("time-table");
    table.textContent = "";
    if (!byId("time-numbers").open) return;
    const head = put("tr", "", put("thead", "", table));
    for (const name of ["From", "Sent /s", "Ended /s", "Failures", "By cause", "p50", "p95", "p99", "max", "Under way", "Connections"]) {
      put("th", name === "From" || name === "By cause" ? "" : "n", head, name).scope = "col";
    }
    const body = put("tbody", "", table);
    for (const b of shown.list) {
      const row = put("tr", "", body);
      put("th", "", row, clock(b.second)).scope = "row";
      const causes = Object.keys(b.causes).filter((c) => b.causes[c] > 0).map((c) => c + ": " + b.causes[c]).join(", ");
      const time = (v) => (b.p99 > 0 ? micros(v) : "");
      const values = [short(b.sent / wide(b)), short(b.ended / wide(b)), count(b.failures), causes, time(b.p50), time(b.p95), time(b.p99), time(b.max), count(b.flight), count(b.connections)];
      values.forEach((value, i) => put("td", i === 3 ? "" : "n", row, value));
    }
  }

  function update() {
    choices(phase, course.offers(phase.value).phases);
    choices(request, course.offers(phase.value).requests);
    byId("time-shared").hidden = !data.overTime.shared;
    shown = course.read(phase.value, request.value);
    renderTable();
  }

  function redrawTime() {
    for (const render of [renderRates, renderTimes, renderHeat, renderFailures, renderFlight, renderConnections]) render();
  }

  update();
  for (const control of [phase, request]) {
    control.addEventListener("change", () => {
      update();
      redrawTime();
    });
  }
  byId("time-numbers").hidden = false;
  byId("time-numbers").addEventListener("toggle", renderTable);
  byId("time-controls").hidden = false;
  renders.push(update);
  keepDrawn(rates, redrawTime);
})();
