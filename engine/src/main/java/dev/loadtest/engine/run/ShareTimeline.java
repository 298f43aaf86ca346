package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.timeline.TimelineSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the scored requests and journeys of a share in the worker's timeline: at once, or for a try once it decides.
 * Confined to the loop.
 */
final class ShareTimeline {
    private final Timeline timeline;
    /** By slot. */
    private final int[] series;

    private final Map<String, Integer> journeys;
    /** Events of a try, shown if it decides; null if events are shown at once. */
    private final @Nullable List<Consumer<Timeline>> later;

    ShareTimeline(WorkerEngine engine, String phase, Slots slots) {
        TimelineSeries all = engine.series();
        this.timeline = engine.timeline();
        this.later = null;
        this.series = new int[slots.requests.length];
        for (int slot = 0; slot < series.length; slot++) {
            series[slot] = all.ofRequest(phase, slots.requests[slot].template.name());
        }
        this.journeys = new HashMap<>();
        for (JourneyPlan journey : slots.journeys) {
            if (journey != null) {
                journeys.put(journey.name, all.ofJourney(phase, journey.name));
            }
        }
    }

    private ShareTimeline(ShareTimeline share) {
        this.timeline = share.timeline;
        this.series = share.series;
        this.journeys = share.journeys;
        this.later = new ArrayList<>();
    }

    ShareTimeline ofTry() {
        return new ShareTimeline(this);
    }

    boolean isOfTry() {
        return later != null;
    }

    /** The try decides: shows its events. */
    void show() {
        if (later != null) {
            later.forEach(event -> event.accept(timeline));
        }
    }

    void sent(int slot, Kind kind, long at) {
        int of = series[slot];
        if (isNow(kind)) {
            timeline.sent(of, at);
        } else if (later != null) {
            later(kind, line -> line.sent(of, at));
        }
    }

    void connected(int slot, Kind kind, long at) {
        int of = series[slot];
        if (of == Timeline.NO_SERIES) {
            return;
        }
        if (isNow(kind)) {
            timeline.connected(of, at);
        } else if (later != null) {
            later(kind, line -> line.connected(of, at));
        }
    }

    /** @param failure status code or cause; empty for a success */
    void ended(int slot, Kind kind, long at, String failure, long responseNanos) {
        int of = series[slot];
        if (isNow(kind)) {
            timeline.ended(of, at, failure, responseNanos);
        } else if (later != null) {
            later(kind, line -> line.ended(of, at, failure, responseNanos));
        }
    }

    void journeyBegan(JourneyRun journey, long at) {
        journey(journey, (line, of) -> line.journeyBegan(of, at));
    }

    /** @param failure request of the step that failed, or timeout; empty for a completed journey */
    void journeyEnded(JourneyRun journey, long at, String failure, long durationNanos) {
        journey(journey, (line, of) -> line.journeyEnded(of, at, failure, durationNanos));
    }

    private interface JourneyEvent {
        void show(Timeline line, int of);
    }

    private void journey(JourneyRun journey, JourneyEvent event) {
        int of = journeys.getOrDefault(journey.plan().name, Timeline.NO_SERIES);
        if (of == Timeline.NO_SERIES) {
            return;
        }
        if (isNow(journey.kind())) {
            event.show(timeline, of);
        } else {
            later(journey.kind(), line -> event.show(line, of));
        }
    }

    private boolean isNow(Kind kind) {
        return later == null && kind != Kind.UNSCORED;
    }

    private void later(Kind kind, Consumer<Timeline> event) {
        if (later != null && kind != Kind.UNSCORED) {
            later.add(event);
        }
    }
}
