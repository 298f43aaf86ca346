// Requests, failures and p99 over the seconds of the run; phases above, pauses behind.
(function () {
  const rates = byId("rate-chart");
  const p99s = byId("p99-chart");
  if (!rates || data.timeline.length === 0) return;
  const width = data.bucketSeconds;
  const buckets = [];
  for (const [second, sent, ended, failures, p99] of data.timeline) {
    const last = buckets[buckets.length - 1];
    // Where nothing happened there is no bucket: one on each side keeps the lines on the ground between them.
    if (last && second - last.second > width) {
      buckets.push({ second: last.second + width, sent: 0, ended: 0, failures: 0, p99: 0 });
      if (second - last.second > 2 * width) buckets.push({ second: second - width, sent: 0, ended: 0, failures: 0, p99: 0 });
    }
    buckets.push({ second, sent, ended, failures, p99 });
  }
  const end = Math.max(data.seconds, buckets[buckets.length - 1].second + width);
  const middle = (b) => Math.min(1, (b.second + width / 2) / end);

  function legend(place, entries) {
    if (place.querySelector(".legend")) return;
    const list = put("div", "legend", place);
    for (const [className, text] of entries) {
      const entry = put("span", "s0", list);
      put("i", className, entry);
      entry.append(text);
    }
  }

  function timeTicks(pixels) {
    const by = step(end, Math.max(3, pixels / (pixels < 560 ? 70 : 110)), end < 120 ? undefined : [1, 1.2, 3, 6, 12]);
    const even = end < 120 ? by : Math.max(15, Math.round(by / 15) * 15);
    const ticks = [];
    for (let at = 0; at <= end; at += even) ticks.push({ share: at / end, text: clock(at) });
    return ticks;
  }

  function pauses(chart) {
    for (const pause of data.pauses) {
      const from = chart.x(pause.from / end);
      const box = { x: from, y: chart.box.top, width: Math.max(1, chart.x(pause.to / end) - from), height: chart.box.bottom - chart.box.top };
      draw("title", {}, draw("rect", { class: "pause", ...box }, chart.root), "Paused: " + pause.reason);
    }
  }

  function spans(chart) {
    for (const span of data.spans) {
      const from = chart.x(span.from / end);
      const room = Math.max(1, chart.x(span.to / end) - from - 1);
      const rect = draw("rect", { class: "span " + seriesOf(span.variant), x: from, y: 2, width: room, height: 17, rx: 3 }, chart.root);
      draw("title", {}, rect, span.phase + (span.variant ? " (" + span.variant + ")" : ""));
      if (room > span.phase.length * 6 + 8) {
        draw("text", { class: "span-label", x: from + 5, y: 14.5 }, chart.root, span.phase);
      }
    }
  }

  function find(share) {
    const second = share * end;
    return buckets.reduce((best, b) => (Math.abs(b.second + width / 2 - second) < Math.abs(best.second + width / 2 - second) ? b : best));
  }

  function running(bucket) {
    const now = data.spans.filter((s) => s.from < bucket.second + width && s.to > bucket.second);
    const names = [...new Set(now.map((s) => s.phase + (s.variant ? " (" + s.variant + ")" : "")))];
    return names.length > 3 ? names.slice(0, 3).join(", ") + " …" : names.join(", ");
  }

  function read(share) {
    const b = find(share);
    const lines = [["sent", short(b.sent / width) + " /s"], ["ended", short(b.ended / width) + " /s"], ["failures", short(b.failures / width) + " /s"]];
    if (b.p99 > 0) lines.push(["p99", micros(b.p99)]);
    if (running(b)) lines.push([running(b), ""]);
    return { share: middle(b), title: clock(b.second) + (width > 1 ? " to " + clock(b.second + width) : ""), lines };
  }

  function renderRates() {
    const high = Math.max(...buckets.map((b) => Math.max(b.sent, b.ended) / width), 1);
    const y = linear(0, high, 4);
    const total = (key) => buckets.reduce((sum, b) => sum + b[key], 0);
    legend(rates, [["", "sent"], ["quiet", "ended"], ["failures", "failures"]].concat(data.pauses.length > 0 ? [["pause", "paused"]] : []));
    const chart = frame(rates, {
      height: rates.clientWidth < 560 ? 230 : 270,
      top: 28,
      label: "Requests a second over time: " + total("sent") + " sent, " + total("failures") + " failed, at most " + short(high) + " a second",
      y,
      yText: short,
      x: timeTicks(rates.clientWidth),
    });
    pauses(chart);
    spans(chart);
    const line = (key) => buckets.map((b) => [chart.x(middle(b)), chart.y(y.place(b[key] / width))]);
    const sent = line("sent");
    draw("path", { class: "area s0", d: path([[sent[0][0], chart.box.bottom], ...sent, [sent[sent.length - 1][0], chart.box.bottom]]) + "Z" }, chart.root);
    draw("path", { class: "line s0", d: path(sent) }, chart.root);
    draw("path", { class: "line quiet", d: path(line("ended")) }, chart.root);
    const bar = Math.max(2, Math.min(14, (0.7 * width * (chart.box.right - chart.box.left)) / end));
    for (const b of buckets.filter((one) => one.failures > 0)) {
      const tall = Math.max(3, y.place(b.failures / width) * (chart.box.bottom - chart.box.top));
      draw("rect", { class: "failures", x: chart.x(middle(b)) - bar / 2, y: chart.box.bottom - tall, width: bar, height: tall }, chart.root);
    }
    follow(chart, read);
  }

  function renderP99() {
    const measured = buckets.filter((b) => b.p99 > 0);
    if (measured.length === 0) {
      if (!p99s.textContent) p99s.textContent = "No response was measured.";
      return;
    }
    const low = Math.min(...measured.map((b) => b.p99));
    const high = Math.max(...measured.map((b) => b.p99));
    const y = high / low > 30 ? logarithmic(low, high) : linear(0, high, 4);
    const chart = frame(p99s, {
      height: p99s.clientWidth < 560 ? 190 : 220,
      label: "p99 of the response time over time, from " + micros(low) + " to " + micros(high),
      y,
      yText: micros,
      x: timeTicks(p99s.clientWidth),
    });
    pauses(chart);
    let piece = [];
    for (const b of [...buckets, { p99: 0 }]) {
      if (b.p99 > 0) {
        piece.push([chart.x(middle(b)), chart.y(y.place(b.p99))]);
      } else if (piece.length > 0) {
        if (piece.length === 1) draw("circle", { class: "dot s0", cx: piece[0][0], cy: piece[0][1], r: 2.5 }, chart.root);
        else draw("path", { class: "line s0", d: path(piece) }, chart.root);
        piece = [];
      }
    }
    follow(chart, read);
  }

  keepDrawn(rates, renderRates);
  keepDrawn(p99s, renderP99);
})();

