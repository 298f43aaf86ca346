// The run over time, of one choice of phase and request: its buckets, plan and phases. Pure: no elements of the page.
const course = (function () {
  const MAX_LANES = 4;
  const unique = (values) => [...new Set(values)].filter((value) => value !== "");

  /** The choices of phases, and of requests and journeys of one of them: pairs of value and text. */
  function offers(phase) {
    const all = data.overTime.series;
    const phases = unique(all.map((s) => s.phase));
    const chosen = phases.includes(phase) ? phase : "";
    const here = all.filter((s) => chosen === "" || s.phase === chosen);
    const requests = unique(here.filter((s) => s.journey === "").map((s) => s.request));
    const every = (names) => (names.length === 1 ? [] : [["", "all"]]);
    return {
      phases: [...every(phases), ...phases.map((p) => [p, p])],
      requests: [
        ...every(requests),
        ...requests.map((r) => ["r:" + r, r]),
        ...unique(here.map((s) => s.journey)).map((j) => ["j:" + j, "journey " + j]),
      ],
    };
  }

  /** A series is left out if it is the only part of a sum, or a sum of one part. */
  function find(phase, name, isJourney) {
    const fits = (s) => (isJourney ? s.journey === name : s.journey === "" && (name === "" || s.request === name)) && (phase === "" || s.phase === phase);
    const all = data.overTime.series.filter(fits);
    return all.find((s) => s.phase === phase && (isJourney || s.request === name)) || all[0];
  }

  /** Seconds of a bucket; the last one ends with the run. */
  function wide(bucket) {
    const width = data.overTime.bucketSeconds;
    return width === 1 ? 1 : Math.max(1, Math.min(width, data.seconds - bucket.second));
  }

  /** False for the second that a running run is in: its counts would look like a fall. Wider buckets are read as rates. */
  const isOver = (bucket) => !data.live || data.overTime.bucketSeconds > 1 || bucket.second + 1 <= data.seconds;

  /** The buckets of a series; where nothing happened, an empty one on each side keeps the lines on the ground. */
  function buckets(of) {
    const width = data.overTime.bucketSeconds;
    const list = [];
    let flight = 0;
    const idle = (second) => ({ second, sent: 0, ended: 0, failures: 0, connections: 0, p50: 0, p95: 0, p99: 0, max: 0, rows: [], causes: {}, flight });
    of.second.forEach((second, i) => {
      const last = list.length > 0 ? list[list.length - 1].second : second - width;
      if (second - last > width) list.push(idle(last + width));
      if (second - last > 2 * width) list.push(idle(second - width));
      flight = Math.max(0, flight + of.sent[i] - of.ended[i]);
      const causes = {};
      for (const cause of Object.keys(of.causes)) causes[cause] = of.causes[cause][i];
      list.push({
        second, sent: of.sent[i], ended: of.ended[i], failures: of.failures[i], connections: of.connections[i],
        p50: of.p50Micros[i], p95: of.p95Micros[i], p99: of.p99Micros[i], max: of.maxMicros[i], rows: of.rows[i], causes, flight,
      });
    });
    return list;
  }

  /** What the shapes asked for, by second: of users, or of requests a second. */
  function planned(of, phase, name) {
    const sums = new Map();
    for (const plan of data.overTime.planned) {
      const share = name === "" ? 1 : of === "users" ? 0 : plan.shares[name] || 0;
      if (plan.of !== of || share === 0 || (phase !== "" && plan.phase !== phase)) continue;
      plan.second.forEach((second, i) => sums.set(second, (sums.get(second) || 0) + share * plan.value[i]));
    }
    return [...sums].sort((a, b) => a[0] - b[0]).map(([second, value]) => ({ second, value: (value * data.overTime.bucketSeconds) / wide({ second }) })).filter(isOver);
  }

  /** Spans in lanes, so that phases side by side do not cover each other; in the last lane they may. */
  function lanes(spans) {
    const ends = [];
    return [...spans].sort((a, b) => a.from - b.from).map((span) => {
      const free = ends.findIndex((end) => end <= span.from + 1e-3);
      const lane = free >= 0 ? free : Math.min(ends.length, MAX_LANES - 1);
      ends[lane] = span.to;
      return { span, lane };
    });
  }

  /** What is shown of a choice, and the part of the run that it spans: at gives the share of the width for a second. */
  function read(phase, request) {
    const name = request.slice(2);
    const of = find(phase, name, request.startsWith("j:"));
    const width = data.overTime.bucketSeconds;
    const list = of ? buckets(of).filter(isOver) : [];
    const last = list.length > 0 ? list[list.length - 1].second + width : width;
    const spans = data.spans.filter((s) => phase === "" || s.phase === phase);
    const whole = phase === "" || spans.length === 0;
    const from = whole ? 0 : Math.max(0, Math.min(list.length > 0 ? list[0].second : 0, ...spans.map((s) => s.from)));
    const to = whole ? Math.max(data.seconds, last) : Math.max(last, ...spans.map((s) => s.to));
    const at = (second) => Math.min(1, Math.max(0, (second - from) / (to - from)));
    return { list, width, from, to, at, middle: (b) => at(b.second + width / 2), lanes: lanes(spans), rate: planned("requests", phase, name), users: planned("users", phase, name) };
  }

  /** The phases that ran in a bucket, three at most. */
  function running(bucket, width) {
    const now = data.spans.filter((s) => s.from < bucket.second + width && s.to > bucket.second);
    const names = unique(now.map((s) => s.phase + (s.variant ? " (" + s.variant + ")" : "")));
    return names.length > 3 ? names.slice(0, 3).join(", ") + " …" : names.join(", ");
  }

  return { offers, read, wide, running };
})();

