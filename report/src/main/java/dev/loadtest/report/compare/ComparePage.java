package dev.loadtest.report.compare;

import java.util.List;

/**
 * Model of {@code compare.mustache}. Texts are unescaped, except the last two, which are constants.
 *
 * @param tone good, bad, warn or plain: the outcome's colour
 */
record ComparePage(
        String name,
        String outcome,
        String tone,
        String icon,
        String message,
        List<Fact> facts,
        List<String> refusals,
        List<LimitRow> limits,
        List<RequestTable> requests,
        String confidence,
        String policy,
        String style) {

    /** A fact of the two runs: label and value. */
    record Fact(String label, String value) {}

    record LimitRow(String expr, String outcome, String tone, String reason) {}

    /** The metrics of one request; in the drawing, the same change has the same length in all rows of one unit. */
    record RequestTable(String title, String kind, List<MetricRow> metrics) {}

    /**
     * @param drawn where the interval lies in a drawing of width 100, of which 50 stands for no difference; in percent
     */
    record MetricRow(
            String metric, String base, String now, String change, String interval, String tone, Drawn drawn) {}

    /** Numbers as text, from 0 to 100. */
    record Drawn(String from, String width, String dot) {}
}
