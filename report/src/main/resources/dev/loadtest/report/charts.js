// Shared by all charts: elements, numbers, axes, the cursor. Texts go in as text nodes only: they are untrusted.
const SVG = "http://www.w3.org/2000/svg";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

function draw(name, attributes, parent, text) {
  const node = document.createElementNS(SVG, name);
  for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

function put(name, className, parent, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

function short(value) {
  if (value === 0) return "0";
  return Number(value.toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 2 });
}

const count = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

function micros(value) {
  if (value === 0) return "0";
  if (value < 1e3) return short(value) + " µs";
  return value < 1e6 ? short(value / 1e3) + " ms" : short(value / 1e6) + " s";
}

function clock(seconds) {
  if (data.seconds < 120) return short(seconds) + " s";
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const pad = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  return (hours > 0 ? hours + ":" + pad(minutes) : minutes) + ":" + pad(whole % 60);
}

const seriesOf = (variant) => "s" + (Math.max(0, data.variants.indexOf(variant)) % 4);

/** A round step that cuts the range into about so many parts. */
function step(range, parts, base) {
  const rough = range / parts;
  const steps = base || [1, 2, 5, 10];
  const power = Math.pow(10, Math.floor(Math.log10(rough)));
  return steps.map((s) => s * power).find((s) => s >= rough * 0.999);
}

/** @param least distance of two ticks: 1 for whole numbers */
function linear(low, high, parts, least) {
  const by = high > low ? Math.max(least || 0, step(high - low, parts)) : 1;
  const top = Math.max(low + by, Math.ceil(high / by - 1e-9) * by);
  const ticks = [];
  for (let at = low; at <= top + by / 2; at += by) ticks.push(at);
  return { ticks, place: (v) => (v - low) / (top - low) };
}

function logarithmic(low, high) {
  const from = Math.floor(Math.log10(Math.max(1, low)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(1, high)) - 1e-9));
  const ticks = [];
  for (let power = from; power <= to; power++) {
    for (const m of to - from > 2 ? [1] : [1, 2, 5]) {
      if (power < to || m === 1) ticks.push(m * Math.pow(10, power));
    }
  }
  return { ticks, place: (v) => (Math.log10(Math.max(1, v)) - from) / (to - from) };
}

/** An empty chart as wide as its place: the axes, and where a value stands. */
function frame(place, options) {
  place.querySelectorAll("svg").forEach((old) => old.remove());
  const width = Math.max(260, place.clientWidth);
  const height = options.height;
  const box = { left: 58, right: width - 10, top: options.top || 10, bottom: height - 26 };
  const root = draw("svg", { viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": options.label }, place);
  const x = (share) => box.left + share * (box.right - box.left);
  const y = (share) => box.bottom - share * (box.bottom - box.top);
  for (const tick of options.y.ticks) {
    const at = y(options.y.place(tick));
    draw("line", { x1: box.left, x2: box.right, y1: at, y2: at, class: "grid" }, root);
    draw("text", { x: box.left - 8, y: at + 4, "text-anchor": "end" }, root, options.yText(tick));
  }
  draw("line", { x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom, class: "axis" }, root);
  for (const tick of options.x) {
    const at = x(tick.share);
    draw("line", { x1: at, x2: at, y1: box.bottom, y2: box.bottom + 4, class: "axis" }, root);
    draw("text", { x: at, y: box.bottom + 18, "text-anchor": tick.share > 0.97 ? "end" : "middle" }, root, tick.text);
  }
  return { place, root, box, width, height, x, y };
}

/**
 * Follows the pointer and the arrow keys. read gives, for a share of the width, the share to mark, a title and lines to
 * show; stops are the shares that the keys go through.
 */
function follow(chart, read, stops) {
  const place = chart.place;
  const tip = place.querySelector(".tip") || put("div", "tip", place);
  const spoken = place.querySelector(".spoken") || put("div", "spoken visually-hidden", place);
  spoken.setAttribute("role", "status");
  tip.hidden = true;
  const cursor = draw("line", { class: "cursor", y1: chart.box.top, y2: chart.box.bottom, visibility: "hidden" }, chart.root);
  let stop = -1;
  const hide = () => {
    tip.hidden = true;
    stop = -1;
    cursor.setAttribute("visibility", "hidden");
  };
  const mark = (share) => {
    const found = share < -0.02 || share > 1.02 ? null : read(Math.min(1, Math.max(0, share)));
    if (!found) return hide();
    const x = chart.x(found.share);
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    cursor.setAttribute("visibility", "visible");
    tip.textContent = "";
    put("b", "", tip, found.title);
    for (const line of found.lines) {
      const row = put("div", "", tip);
      put("span", "", row, line[0]);
      put("span", "", row, line[1]);
    }
    tip.hidden = false;
    const scale = chart.root.getBoundingClientRect().width / chart.width;
    const left = x * scale + 14;
    const room = place.clientWidth - tip.offsetWidth;
    tip.style.left = Math.max(0, left > room ? x * scale - tip.offsetWidth - 14 : left) + "px";
    tip.style.top = chart.root.getBoundingClientRect().top - place.getBoundingClientRect().top + 14 + "px";
    return found;
  };
  const show = (event) => {
    const rect = chart.root.getBoundingClientRect();
    const at = ((event.clientX - rect.left) * chart.width) / rect.width;
    mark((at - chart.box.left) / (chart.box.right - chart.box.left));
  };
  chart.root.addEventListener("pointermove", show);
  chart.root.addEventListener("pointerdown", show);
  chart.root.addEventListener("pointerleave", hide);
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.onblur = hide;
  place.onkeydown = (event) => {
    const last = stops.length - 1;
    const by = event.shiftKey ? 10 : 1;
    const next = { ArrowRight: stop + by, ArrowLeft: stop < 0 ? last : stop - by, Home: 0, End: last }[event.key];
    if (event.key === "Escape") hide();
    if (next === undefined || event.target !== place) return;
    event.preventDefault();
    const to = Math.min(last, Math.max(0, next));
    const found = mark(stops[to]);
    stop = found ? to : -1;
    if (found) spoken.textContent = [found.title, ...found.lines.map((line) => line.join(" "))].join(", ");
  };
}

const renders = [];

/** Draws now, and again whenever the width or the data changes. */
function keepDrawn(place, render) {
  let width = -1;
  renders.push(render);
  new ResizeObserver(() => {
    if (place.clientWidth !== width) {
      width = place.clientWidth;
      render();
    }
  }).observe(place);
}

const redraw = () => renders.forEach((render) => render());

/** Fills a select, keeping its choice; values are pairs of value and text. */
function choices(select, values) {
  const before = select.value;
  select.textContent = "";
  for (const [value, text] of values) put("option", "", select, text).value = value;
  if (values.some(([value]) => value === before)) select.value = before;
  select.disabled = values.length < 2;
}

function legend(place, entries) {
  const list = place.querySelector(".legend") || put("div", "legend", place);
  place.prepend(list);
  list.textContent = "";
  for (const [series, mark, text] of entries) {
    const entry = put("span", series, list);
    put("i", mark, entry);
    entry.append(text);
  }
}

function path(points) {
  return points.map((p, i) => (i === 0 ? "M" : "L") + p[0].toFixed(1) + " " + p[1].toFixed(1)).join("");
}

window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => (d.open = true)));

