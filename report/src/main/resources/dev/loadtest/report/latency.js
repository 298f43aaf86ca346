// Latency over percentile, as HdrHistogram plots it: x = log10(1 / (1 - p)).
(function () {
  const place = byId("latency-chart");
  if (!place || data.curves.length === 0) return;
  const phase = byId("latency-phase");
  const request = byId("latency-request");
  const kind = byId("latency-kind");
  const log = byId("latency-log");
  const kinds = { tracked: "tracked", fireAndForget: "fire-and-forget", both: "both" };
  const hidden = new Set();
  const legend = put("div", "legend", place);
  const unique = (values) => [...new Set(values)];

  function offer() {
    const ofPhase = data.curves.filter((c) => c.phase === phase.value);
    choices(request, unique(ofPhase.map((c) => c.request)).map((r) => [r, r || "all"]));
    const ofRequest = ofPhase.filter((c) => c.request === request.value);
    choices(kind, Object.entries(kinds).filter(([k]) => ofRequest.some((c) => c.kind === k)));
  }

  const name = (curve) => (curve.variant ? curve.variant + " " : "") + (curve.service ? "service" : "response");

  function shown() {
    return data.curves
      .filter((c) => c.phase === phase.value && c.request === request.value && c.kind === kind.value)
      .sort((a, b) => data.variants.indexOf(a.variant) - data.variants.indexOf(b.variant) || a.service - b.service);
  }

  /** The value at x, on the drawn line; beyond its end the largest. */
  function at(curve, x) {
    const end = Math.log10(curve.count);
    if (x >= end) return curve.max;
    const i = Math.min(curve.micros.length - 1, Math.floor(x * data.perDecade));
    const next = i + 1 < curve.micros.length ? (i + 1) / data.perDecade : end;
    const high = i + 1 < curve.micros.length ? curve.micros[i + 1] : curve.max;
    const share = (x - i / data.perDecade) / Math.max(1e-9, next - i / data.perDecade);
    return curve.micros[i] + share * (high - curve.micros[i]);
  }

  function percentile(x) {
    const decimals = Math.max(0, Math.ceil(x) - 1);
    return (100 * (1 - Math.pow(10, -x))).toFixed(decimals);
  }

  function renderLegend(curves) {
    legend.textContent = "";
    for (const curve of curves) {
      const button = put("button", seriesOf(curve.variant), legend);
      button.type = "button";
      button.setAttribute("aria-pressed", String(!hidden.has(name(curve))));
      put("i", curve.service ? "dashed" : "", button);
      put("span", "", button, name(curve));
      button.addEventListener("click", () => {
        hidden.has(name(curve)) ? hidden.delete(name(curve)) : hidden.add(name(curve));
        render();
      });
    }
  }

  function render() {
    const all = shown();
    renderLegend(all);
    const curves = all.filter((c) => !hidden.has(name(c)));
    const end = Math.max(1, ...curves.map((c) => Math.log10(c.count)));
    const low = Math.min(...curves.map((c) => c.micros[0]), 1e9);
    const high = Math.max(...curves.map((c) => c.max), 1);
    const y = log.checked ? logarithmic(low, high) : linear(0, high, 5);
    const ticks = [[0, "0 %"], [Math.log10(2), "50 %"], [1, "90 %"], [2, "99 %"], [3, "99.9 %"], [4, "99.99 %"], [5, "99.999 %"], [6, "99.9999 %"]];
    const label = "Latency by percentile. " + curves.map((c) => name(c) + ": median " + micros(at(c, Math.log10(2))) + ", largest " + micros(c.max)).join("; ");
    const chart = frame(place, {
      height: place.clientWidth < 560 ? 280 : 360,
      label,
      y,
      yText: micros,
      x: ticks.filter((t) => t[0] <= end + 0.01).map((t) => ({ share: t[0] / end, text: t[1] })),
    });
    for (const curve of curves) {
      const points = curve.micros.map((v, i) => [i / data.perDecade, v]);
      points.push([Math.log10(curve.count), curve.max]);
      draw("path", { class: "line " + seriesOf(curve.variant) + (curve.service ? " dashed" : ""), d: path(points.map((p) => [chart.x(p[0] / end), chart.y(y.place(p[1]))])) }, chart.root);
    }
    follow(chart, (share) => ({
      share,
      title: percentile(share * end) + " % took at most",
      lines: curves.map((c) => [name(c), (share * end >= Math.log10(c.count) ? "max " : "") + micros(at(c, share * end))]),
    }), Array.from({ length: 4 * data.perDecade * Math.ceil(end) + 1 }, (_, i, n = 4 * data.perDecade * Math.ceil(end)) => i / n));
  }

  choices(phase, unique(data.curves.map((c) => c.phase)).map((p) => [p, p || "all"]));
  offer();
  for (const control of [phase, request, kind, log]) {
    control.addEventListener("change", () => {
      offer();
      render();
    });
  }
  byId("latency-controls").hidden = false;
  keepDrawn(place, render);
})();

