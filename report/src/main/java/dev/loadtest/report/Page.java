package dev.loadtest.report;

import java.util.List;

/**
 * Model of {@code page.mustache}. Texts are unescaped, except those of {@link Assets}, which are constants of ours.
 *
 * @param notes on the measurement, a sentence each
 * @param variants in order; one empty name for a run without
 * @param hasTimeline whether anything was sent
 */
record Page(
        Head head,
        List<Tile> tiles,
        List<String> notes,
        List<ThresholdRow> thresholds,
        Baseline baseline,
        List<ScoredTable> scored,
        boolean hasTimeline,
        Exemplars exemplars,
        Variants comparison,
        Latency latency,
        Cases cases,
        Books books,
        Measured measured,
        Origin origin,
        List<String> variants,
        Assets assets) {

    boolean manyVariants() {
        return variants.size() > 1;
    }

    /**
     * The top of the page.
     *
     * @param tone good, bad, warn or plain: the verdict's colour
     * @param unverified whether the target's certificate was not checked
     */
    record Head(
            String name,
            String verdict,
            String tone,
            String icon,
            String message,
            List<Fact> facts,
            boolean unverified) {}

    /** A comparison with an earlier run; no rows without one. */
    record Baseline(String source, List<String> refusals, List<BaselineRow> rows) {
        static final Baseline NONE = new Baseline("", List.of(), List.of());
    }

    /**
     * Single requests.
     *
     * @param leftOut how many have no row
     */
    record Exemplars(List<ExemplarRow> failures, List<ExemplarRow> slowest, long leftOut) {
        /** Failed requests that are listed at once. */
        private static final int OPEN = 10;

        boolean isEmpty() {
            return failures.isEmpty() && slowest.isEmpty();
        }

        boolean isCut() {
            return leftOut > 0;
        }

        List<ExemplarRow> firstFailures() {
            return failures.subList(0, Math.min(OPEN, failures.size()));
        }

        List<ExemplarRow> moreFailures() {
            return failures.subList(firstFailures().size(), failures.size());
        }
    }

    /** The variants side by side; no rows where no phase ran in two. */
    record Variants(String title, List<ComparisonRow> byPhase, List<ComparisonRow> byRequest) {}

    /**
     * Percentiles, as curves and as a table.
     *
     * @param hasCurves false without histograms
     * @param isCut whether curves of single requests are left out
     */
    record Latency(boolean hasCurves, List<LatencyRow> rows, boolean isCut) {}

    /**
     * The table of cases.
     *
     * @param phases that it can be filtered by
     */
    record Cases(List<CaseRow> rows, String caption, List<String> phases) {}

    /** What was planned, sent and answered. */
    record Books(BooksTable byPhase, BooksTable byVariant, BooksTable ofJourneys) {}

    /** How well it was measured. */
    record Measured(List<MeasuringRow> rows, List<PauseRow> pauses) {}

    /** What runs the same again; empty texts if unknown. */
    record Origin(String command, String manifest) {
        boolean isKnown() {
            return !command.isEmpty() || !manifest.isEmpty();
        }
    }

    /** What the page is made of besides its numbers. */
    record Assets(String policy, String style, String script, String data) {}

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
    record ScoredTable(String title, String hint, String of, List<String> headings, List<ScoredRow> rows) {}

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
}
