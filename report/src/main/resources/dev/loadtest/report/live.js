// The page of a running run: takes the server's events, and at the end its report.
(function () {
  const MANY = 3;

  function say(state, message) {
    if (byId("live-state").textContent !== state) byId("live-state").textContent = state;
    byId("live-message").textContent = message;
  }

  function tiles(live) {
    const running = live.running.slice(0, MANY).join(", ") + (live.running.length > MANY ? " and " + (live.running.length - MANY) + " more" : "");
    say(live.state, running + (live.workersLost > 0 ? (running ? "; " : "") + live.workersLost + " workers lost" : ""));
    byId("live-progress").value = live.progress;
    byId("live-sent").textContent = live.sent.toLocaleString("en-US");
    byId("live-flight").textContent = live.inFlight.toLocaleString("en-US") + " under way";
    byId("live-rate").textContent = short(live.perSecond);
    byId("live-failures").textContent = live.failures.toLocaleString("en-US");
    byId("live-failed").className = live.failures > 0 ? "tile bad" : "tile";
    byId("live-share").textContent = live.sent > 0 ? short((100 * live.failures) / live.sent) + " % of those sent" : "";
    byId("live-p99").textContent = live.p99Micros > 0 ? micros(live.p99Micros) : "–";
  }

  function show() {
    if (data.live) tiles(data.live);
    // Not under somebody's cursor: the next event comes soon.
    if (!document.querySelector(".tip:not([hidden])")) redraw();
  }

  show();
  const events = new EventSource("events");
  events.addEventListener("data", (event) => {
    Object.assign(data, JSON.parse(event.data));
    show();
  });
  events.addEventListener("report", (event) => {
    events.close();
    document.open();
    document.write(JSON.parse(event.data));
    document.close();
  });
  events.addEventListener("gone", () => {
    events.close();
    say("Over", "The run ended without a report; this is the last that was seen of it.");
  });
  events.addEventListener("error", () => say("Not connected", "The run has ended or was left; this is the last that was seen of it."));
})();
