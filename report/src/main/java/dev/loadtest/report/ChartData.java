package dev.loadtest.report;

import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Pause;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.TimelineBucket;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.report.json.CourseJson;
import dev.loadtest.report.json.OverTimeJson;
import dev.loadtest.report.json.SafeJson;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Data of the page's scripts, as JSON that cannot end its script element. */
final class ChartData {
    private final RunResult result;
    private final SafeJson json;

    private ChartData(RunResult result, SafeJson json) {
        this.result = result;
        this.json = json;
    }

    static String of(RunResult result, Detail detail) throws IOException {
        StringWriter text = new StringWriter();
        try (SafeJson json = SafeJson.forPage(text)) {
            new ChartData(result, json).write(LatencyCurves.of(result, detail), detail);
        }
        return text.toString();
    }

    /** The variants of a run in order; one empty name if it has none. */
    static Set<String> variants(RunResult result) {
        Set<String> variants = new LinkedHashSet<>();
        for (PhaseResult phase : result.phases()) {
            phase.variants().stream().map(VariantResult::variant).forEach(variants::add);
        }
        return variants;
    }

    private void write(List<LatencyCurves.Curve> curves, Detail detail) throws IOException {
        json.writeStartObject();
        json.writeDecimal("seconds", at(result.completionTime()));
        json.writeNumberField("perDecade", LatencyCurves.PER_DECADE);
        json.writeTexts("variants", variants(result));
        json.writeTexts(
                "phases", result.phases().stream().map(PhaseResult::name).toList());
        json.writeArrayFieldStart("curves");
        for (LatencyCurves.Curve curve : curves) {
            write(curve);
        }
        json.writeEndArray();
        new OverTimeJson(json).write(result.overTime(), detail.seriesByRequest());
        pauses();
        spans();
        json.writeEndObject();
    }

    private void write(LatencyCurves.Curve curve) throws IOException {
        json.writeStartObject();
        json.writeStringField("phase", curve.key().phase());
        json.writeStringField("request", curve.key().request());
        json.writeStringField("variant", curve.key().variant());
        json.writeStringField("kind", curve.key().kinds().label());
        json.writeBooleanField("service", curve.key().clock() == Time.SERVICE);
        json.writeNumberField("count", curve.count());
        json.writeNumberField("max", curve.max());
        json.writeArrayFieldStart("micros");
        for (long micros : curve.micros()) {
            json.writeNumber(micros);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The buckets of a timeline have one width; empty ones may be absent. */
    static long bucketSeconds(List<TimelineBucket> timeline) {
        long width = Long.MAX_VALUE;
        for (int i = 1; i < timeline.size(); i++) {
            width = Math.min(
                    width, timeline.get(i).second() - timeline.get(i - 1).second());
        }
        return width == Long.MAX_VALUE ? 1 : Math.max(1, width);
    }

    private void pauses() throws IOException {
        json.writeArrayFieldStart("pauses");
        for (Pause pause : result.pauses()) {
            CourseJson.pause(json, at(pause.startTime()), at(pause.startTime()) + pause.seconds(), pause.reason());
        }
        json.writeEndArray();
    }

    private void spans() throws IOException {
        List<CourseJson.Ran> ran = result.cases().stream()
                .filter(item -> item.startTime() != null)
                .map(item -> new CourseJson.Ran(
                        item.phase(), item.variant(), at(started(item)), at(started(item)) + item.seconds()))
                .toList();
        CourseJson.spans(json, ran);
    }

    private Instant started(CaseResult item) {
        return item.startTime() == null ? result.startTime() : item.startTime();
    }

    /** Seconds from the start of the run. */
    private double at(Instant instant) {
        return Duration.between(result.startTime(), instant).toMillis() / 1000.0;
    }
}
