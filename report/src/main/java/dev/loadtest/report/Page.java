package dev.loadtest.report;

import java.util.List;

/**
 * Model of {@code page.mustache}. Texts are unescaped, except the last four, which are constants of ours.
 *
 * @param tone good, bad, warn or plain: the verdict's colour
 */
record Page(
        String name,
        String verdict,
        String tone,
        String icon,
        String message,
        List<Fact> facts,
        String command,
        String manifest,
        boolean unverified,
        List<Tile> tiles,
        List<ScoredTable> scored,
        List<String> notes,
        List<ThresholdRow> thresholds,
        String baselineSource,
        List<String> baselineRefusals,
        List<BaselineRow> baseline,
        List<ExemplarRow> failures,
        List<ExemplarRow> slowest,
        String variants,
        List<ComparisonRow> comparison,
        List<ComparisonRow> comparisonByRequest,
        boolean curves,
        boolean curvesLeftOut,
        List<LatencyRow> latencies,
        boolean timeline,
        List<CaseRow> cases,
        String casesCaption,
        List<String> casePhases,
        List<String> caseVariants,
        boolean manyVariants,
        BooksTable books,
        BooksTable booksByVariant,
        BooksTable booksByRequest,
        BooksTable journeys,
        List<TrafficRow> traffic,
        List<MeasuringRow> measuring,
        List<PauseRow> pauses,
        String policy,
        String style,
        String script,
        String data) {

    boolean hasOrigin() {
        return !command.isEmpty() || !manifest.isEmpty();
    }

    boolean hasExemplars() {
        return !failures.isEmpty() || !slowest.isEmpty();
    }

    /** A fact of the run: label and value. */
    record Fact(String label, String value) {}

    /** A key figure of the run. */
    record Tile(String label, String value, String note, String tone) {}

    /** A number of a table; the sort field is a plain number, negative if there is none. */
    record Figure(String label, String text, double sort) {}

    /**
     * A request, journey or target.
     *
     * @param note small text below the name; empty without one
     * @param total whether it is the sum of the others, which sorting leaves last
     * @param reasons of failures, the most frequent first
     */
    record ScoredRow(String name, String note, boolean total, List<Figure> figures, String reasons) {}

    /**
     * Requests, journeys or targets.
     *
     * @param of heading of the names
     * @param headings of the figures
     */
    record ScoredTable(String title, String of, List<String> headings, List<ScoredRow> rows) {}

    record ThresholdRow(
            String expr, String scope, String value, String limit, String result, String tone, String reason) {}

    /** A limit on the difference to the baseline. */
    record BaselineRow(String expr, String result, String tone, String difference) {}

    /**
     * A single request.
     *
     * @param headers of the response, a line each
     * @param traceLink empty for none
     */
    record ExemplarRow(
            String phase,
            String request,
            String place,
            String outcome,
            String tone,
            String planned,
            String response,
            String service,
            String reason,
            List<Fact> facts,
            String headers,
            String body,
            String note,
            String traceId,
            String traceLink) {}

    record PauseRow(String start, String length, String reason) {}

    /** The shape of a phase. */
    record MeasuringRow(
            String phase,
            String late,
            String lateness,
            String held,
            String holding,
            String connections,
            String connecting,
            String skew,
            String invalid) {}

    /**
     * One variant of a phase, or of one of its requests, compared with the first variant.
     *
     * @param group name shown once for all variants; empty in all rows but the group's first
     * @param kind of the compared requests, for the group; empty for tracked
     * @param rows number of rows of the group
     * @param series 0 to 3, the colour
     * @param bar50 with the following: lengths in percent of the widest in the group
     */
    record ComparisonRow(
            String group,
            String kind,
            boolean first,
            int rows,
            String variant,
            int series,
            String p50,
            String p50Change,
            String p99,
            String p99Change,
            String bar50,
            String bar99,
            String failures,
            String failureRate,
            String failureChange,
            String rps,
            String rpsChange) {}

    /** A line of percentiles, of one clock. */
    record LatencyRow(
            String scope,
            String variant,
            String kind,
            String clock,
            String count,
            String p50,
            String p90,
            String p95,
            String p99,
            String p999,
            String max,
            String mean) {}

    /** The sort fields are plain numbers; negative if there is none. */
    record CaseRow(
            String id,
            String phase,
            String variant,
            String outcome,
            String tone,
            String start,
            double startSort,
            String duration,
            double durationSort,
            String sent,
            long sentSort,
            String failed,
            long failedSort,
            String p50,
            long p50Sort,
            String p99,
            long p99Sort,
            String reason) {}

    /** @param columns between the kind and whether the books close */
    record BooksTable(List<Cell> columns, List<BooksRow> rows) {
        boolean isEmpty() {
            return rows.isEmpty();
        }
    }

    /** Books of one scope and kind. */
    record BooksRow(String scope, boolean total, String kind, List<Cell> cells, boolean closes) {}

    /**
     * A cell of a table.
     *
     * @param css its class; empty without one
     * @param note small text below; empty without one
     */
    record Cell(String css, String text, String note) {}

    /** First byte and bytes of one scope and kind. */
    record TrafficRow(
            String scope,
            boolean total,
            String kind,
            String p50,
            String p99,
            String max,
            String bytesSent,
            String bytesReceived) {}
}
