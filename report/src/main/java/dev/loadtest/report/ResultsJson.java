package dev.loadtest.report;

import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RequestLogResult;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import dev.loadtest.engine.result.RunResult.Pause;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.RunResult.TimelineBucket;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.BlockState;
import dev.loadtest.report.json.ExemplarsJson;
import dev.loadtest.report.json.OverTimeJson;
import dev.loadtest.report.json.SafeJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * {@code results.json}: the whole run for programs. Equal results give equal bytes. Each phase, case, threshold,
 * histogram and second is on a line of its own.
 */
public final class ResultsJson {
    /** Significant digits of the blocks' histograms. */
    private static final int BLOCK_DIGITS = 2;

    /** The value of {@code schema}; its number changes with any change that could break a reader. */
    public static final String SCHEMA = "loadtest.dev/results/v1";

    private final RunResult result;
    private final Origin origin;
    private final Detail detail;
    private final SafeJson json;

    private ResultsJson(RunResult result, Origin origin, Detail detail, SafeJson json) {
        this.result = result;
        this.origin = origin;
        this.detail = detail;
        this.json = json;
    }

    /** Writes the results of a run whose origin is unknown. */
    public static void write(RunResult result, Detail detail, OutputStream out) throws IOException {
        write(result, Origin.UNKNOWN, detail, out);
    }

    /** Writes UTF-8; flushes the stream and leaves it open. */
    public static void write(RunResult result, Origin origin, Detail detail, OutputStream out) throws IOException {
        try (SafeJson json = SafeJson.to(out)) {
            new ResultsJson(result, origin, detail, json).write();
        }
        out.write('\n');
        out.flush();
    }

    /** Writes only the fields that a comparison reads; equal runs give equal bytes. Otherwise as {@link #write}. */
    public static void writeCompared(ComparedRun run, OutputStream out) throws IOException {
        try (SafeJson json = SafeJson.to(out)) {
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("name", run.name());
            json.writeStringField("verdict", run.verdict().label());
            json.writeStringField("message", run.message());
            json.writeNumberField("seed", run.seed());
            json.writeArrayFieldStart("blocks");
            for (BlockEntry entry : run.blocks()) {
                json.writeStartObject();
                blocks(json, entry);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.flush();
    }

    private void write() throws IOException {
        json.writeStartObject();
        head();
        json.writeObjectFieldStart("totals");
        BooksJson.write(json, result.totals(), true);
        BooksJson.writeScores(json, result.totals().scores());
        json.writeEndObject();
        json.writeDecimal("rps", result.rps());
        lines("phases", result.phases(), this::phase);
        lines("cases", result.cases(), this::item);
        lines("thresholds", result.thresholds(), this::threshold);
        lines("timeline", result.timeline(), this::bucket);
        new OverTimeJson(json).write(result.overTime(), detail.seriesByRequest());
        lines("histograms", detail.histograms() ? result.histograms() : List.of(), this::histogram);
        lines("blocks", detail.blocks() ? result.blocks() : List.of(), this::blocks);
        lines("exemplars", result.exemplars(), this::exemplars);
        json.writeNumberField(
                "samples",
                result.samples().stream()
                        .filter(sample -> sample.error().isEmpty())
                        .count());
        BaselineResult baseline = result.baseline();
        if (baseline != null) {
            baseline(baseline);
        }
        RequestLogResult log = result.requestLog();
        if (log != null) {
            requestLog(log);
        }
        json.writeEndObject();
    }

    private void baseline(BaselineResult baseline) throws IOException {
        json.writeObjectFieldStart("baseline");
        json.writeStringField("source", baseline.source());
        json.writeStringField("name", baseline.name());
        json.writeDecimal("confidence", baseline.confidence());
        json.writeTexts("refusals", baseline.refusals());
        lines("limits", baseline.limits(), this::limit);
        json.writeEndObject();
    }

    private void limit(BaselineResult.Limit limit) throws IOException {
        json.writeStringField("expr", limit.expr());
        json.writeStringField("result", limit.outcome());
        json.writeBooleanField("passed", limit.passed());
        BaselineResult.Change change = limit.change();
        if (change != null) {
            json.writeDecimal("base", change.base());
            json.writeDecimal("now", change.now());
            json.writeDecimal("difference", change.difference());
            json.writeDecimal("low", change.low());
            json.writeDecimal("high", change.high());
            json.writeStringField("unit", change.unit());
        }
        json.writeStringField("reason", limit.reason());
    }

    private void requestLog(RequestLogResult log) throws IOException {
        json.writeObjectFieldStart("requestLog");
        json.writeStringField("file", log.file());
        json.writeNumberField("every", log.every());
        json.writeNumberField("written", log.written());
        json.writeNumberField("bytes", log.bytes());
        json.writeObjectFieldStart("dropped");
        json.writeNumberField("queue", log.dropped().queue());
        json.writeNumberField("size", log.dropped().size());
        json.writeNumberField("file", log.dropped().file());
        json.writeEndObject();
        json.writeStringField("problem", log.problem());
        json.writeEndObject();
    }

    private void head() throws IOException {
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("detail", detail.label());
        json.writeStringField("name", result.name());
        json.writeStringField("verdict", result.verdict().label());
        json.writeStringField("message", result.message());
        json.writeNumberField("seed", result.seed());
        json.writeStringField("startTime", result.startTime().toString());
        json.writeStringField("completionTime", result.completionTime().toString());
        json.writeNumberField("workers", result.workers());
        json.writeNumberField("workersLost", result.workersLost());
        json.writeBooleanField("insecureSkipVerify", result.insecureSkipVerify());
        json.writeStringField("version", origin.version());
        lines("targets", origin.targets(), this::target);
        json.writeStringField("command", origin.command());
        json.writeStringField("manifest", detail.manifest() ? origin.manifest() : "");
        json.writeTexts("notes", result.notes());
        lines("pauses", result.pauses(), this::pause);
    }

    private void target(Origin.Target target) throws IOException {
        json.writeStringField("name", target.name());
        json.writeStringField("url", target.url());
    }

    private void pause(Pause pause) throws IOException {
        json.writeStringField("startTime", pause.startTime().toString());
        json.writeDecimal("seconds", pause.seconds());
        json.writeStringField("reason", pause.reason());
    }

    private void phase(PhaseResult phase) throws IOException {
        json.writeStringField("name", phase.name());
        json.writeStringField("group", phase.group());
        outcomes(phase.outcomes());
        json.writeDecimal("rps", phase.rps());
        json.writeNumberField("worstStartSkewMicros", phase.worstStartSkewMicros());
        json.writeStringField("invalid", phase.invalid());
        BooksJson.write(json, phase.totals(), true);
        BooksJson.writeScores(json, phase.totals().scores());
        lines("variants", phase.variants(), this::variant);
    }

    private void variant(VariantResult variant) throws IOException {
        json.writeStringField("variant", variant.variant());
        outcomes(variant.outcomes());
        json.writeDecimal("rps", variant.rps());
        BooksJson.write(json, variant.totals(), true);
    }

    private void outcomes(Map<Outcome, Integer> outcomes) throws IOException {
        json.writeObjectFieldStart("outcomes");
        for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(outcome.name(), outcomes.getOrDefault(outcome, 0));
        }
        json.writeEndObject();
    }

    private void item(CaseResult item) throws IOException {
        json.writeStringField("id", item.id());
        json.writeStringField("phase", item.phase());
        json.writeStringField("variant", item.variant());
        json.writeStringField("item", item.item());
        json.writeStringField("outcome", item.outcome().name());
        json.writeStringField("reason", item.reason());
        json.writeStringField(
                "startTime", item.startTime() == null ? null : item.startTime().toString());
        json.writeDecimal("seconds", item.seconds());
        json.writeNumberField("gapMicros", item.gapMicros());
        json.writeNumberField("startSkewMicros", item.startSkewMicros());
        json.writeCounts("captured", item.captured());
        if (detail.caseBooks()) {
            BooksJson.write(json, item.totals(), detail.caseRequests());
        }
    }

    private void threshold(ThresholdResult threshold) throws IOException {
        json.writeStringField("expr", threshold.threshold().expr());
        json.writeStringField("phase", threshold.phase());
        json.writeStringField("variant", threshold.variant());
        Double value = threshold.value();
        if (value == null) {
            json.writeNullField("value");
        } else {
            json.writeDecimal("value", value);
        }
        json.writeDecimal("limit", threshold.threshold().limit());
        json.writeStringField("unit", unit(threshold.threshold().unit()));
        json.writeBooleanField("abort", threshold.threshold().abort());
        json.writeStringField("result", threshold.result().label());
        json.writeStringField("reason", threshold.reason());
    }

    private static String unit(Threshold.Unit unit) {
        return switch (unit) {
            case MICROS -> "micros";
            case COUNT -> "count";
            case PERCENT -> "percent";
            case PER_SECOND -> "perSecond";
        };
    }

    private void bucket(TimelineBucket bucket) throws IOException {
        json.writeNumberField("second", bucket.second());
        json.writeNumberField("sent", bucket.sent());
        json.writeNumberField("ended", bucket.ended());
        json.writeNumberField("failures", bucket.failures());
        json.writeNumberField("p99Micros", bucket.p99Micros());
    }

    private void histogram(HistogramEntry entry) throws IOException {
        json.writeStringField("phase", entry.phase());
        json.writeStringField("variant", entry.variant());
        if (entry.journey().isEmpty()) {
            json.writeStringField("request", entry.request());
        } else {
            json.writeStringField("journey", entry.journey());
        }
        json.writeStringField("kind", entry.kind().label());
        json.writeStringField("clock", entry.clock().label());
        json.writeStringField("histogram", entry.histogram());
    }

    private void exemplars(ExemplarList list) throws IOException {
        new ExemplarsJson(json, list, detail.exemplarAnswers()).write();
    }

    private void blocks(BlockEntry entry) throws IOException {
        blocks(json, entry);
    }

    /** One number or text for each block. */
    private static void blocks(SafeJson json, BlockEntry entry) throws IOException {
        json.writeStringField("phase", entry.phase());
        json.writeStringField("variant", entry.variant());
        json.writeStringField("request", entry.request());
        json.writeStringField("kind", entry.kind().label());
        json.writeStringField("print", entry.print());
        numbers(json, "index", entry.blocks(), BlockState::index);
        numbers(json, "sent", entry.blocks(), BlockState::sent);
        numbers(json, "failures", entry.blocks(), BlockState::failures);
        numbers(json, "sumMicros", entry.blocks(), block -> block.response().sumMicros());
        json.writeArrayFieldStart("histograms");
        for (BlockState block : entry.blocks()) {
            json.writeString(LatencyHistogram.compressed(block.response(), BLOCK_DIGITS));
        }
        json.writeEndArray();
    }

    private static void numbers(SafeJson json, String name, List<BlockState> blocks, ToLongFunction<BlockState> number)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (BlockState block : blocks) {
            json.writeNumber(number.applyAsLong(block));
        }
        json.writeEndArray();
    }

    private <T> void lines(String name, List<T> items, Fields<T> fields) throws IOException {
        json.writeArrayFieldStart(name);
        for (T item : items) {
            json.writeRaw('\n');
            json.writeStartObject();
            fields.write(item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the fields of one object. */
    private interface Fields<T> {
        void write(T item) throws IOException;
    }
}
