package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Compares the variants of a phase with the first variant that ran it. */
final class Comparison {
    private static final int SERIES = 4;

    private final List<String> variants;

    private Comparison(RunResult result) {
        variants = List.copyOf(ChartData.variants(result));
    }

    /** One variant of a group. */
    private record Side(String variant, Books books, double rps) {

        Percentiles response(Kind kind) {
            return books.kind(kind).response();
        }

        double failureRate() {
            Counts scored = books.scored();
            return scored.sent() == 0 ? 0 : 100.0 * scored.failures() / scored.sent();
        }
    }

    /** Rows per phase; empty where no phase ran in two variants. */
    static List<Page.ComparisonRow> byPhase(RunResult result) {
        Comparison comparison = new Comparison(result);
        List<Page.ComparisonRow> rows = new ArrayList<>();
        for (PhaseResult phase : result.phases()) {
            List<Side> sides = phase.variants().stream()
                    .map(v -> new Side(v.variant(), v.totals().books(), v.rps()))
                    .toList();
            rows.addAll(comparison.group(phase.name(), sides));
        }
        return rows;
    }

    /** Rows per request of each phase that sends more than one. */
    static List<Page.ComparisonRow> byRequest(RunResult result) {
        Comparison comparison = new Comparison(result);
        List<Page.ComparisonRow> rows = new ArrayList<>();
        for (PhaseResult phase : result.phases()) {
            if (phase.totals().requests().size() > 1) {
                for (String request : new TreeSet<>(phase.totals().requests().keySet())) {
                    rows.addAll(comparison.group(phase.name() + ", " + request, sides(phase, request)));
                }
            }
        }
        return rows;
    }

    private static List<Side> sides(PhaseResult phase, String request) {
        List<Side> sides = new ArrayList<>();
        for (VariantResult variant : phase.variants()) {
            Books books = variant.totals().requests().getOrDefault(request, Books.EMPTY);
            sides.add(new Side(variant.variant(), books, 0));
        }
        return sides;
    }

    private List<Page.ComparisonRow> group(String name, List<Side> sides) {
        List<Page.ComparisonRow> rows = new ArrayList<>();
        if (sides.size() < 2) {
            return rows;
        }
        Kind kind = kind(sides);
        long widest =
                sides.stream().mapToLong(s -> s.response(kind).p99()).max().orElse(0);
        for (int i = 0; i < sides.size(); i++) {
            rows.add(row(name, kind, sides, i, Math.max(1, widest)));
        }
        return rows;
    }

    /**
     * Compares tracked requests; a group without any compares its fire-and-forget requests. One kind for the whole
     * group, because the times of two kinds are not comparable.
     */
    private static Kind kind(List<Side> sides) {
        boolean tracked =
                sides.stream().anyMatch(s -> s.books().kind(Kind.TRACKED).sent() > 0);
        boolean load = sides.stream()
                .anyMatch(s -> s.books().kind(Kind.FIRE_AND_FORGET).sent() > 0);
        return load && !tracked ? Kind.FIRE_AND_FORGET : Kind.TRACKED;
    }

    private Page.ComparisonRow row(String group, Kind kind, List<Side> sides, int i, long widest) {
        Side base = sides.getFirst();
        Side side = sides.get(i);
        Percentiles from = base.response(kind);
        Percentiles response = side.response(kind);
        boolean comparable = i > 0 && response.count() > 0 && from.count() > 0;
        return new Page.ComparisonRow(
                group,
                kind == Kind.TRACKED ? "" : Display.kind(kind),
                i == 0,
                sides.size(),
                side.variant(),
                Math.floorMod(variants.indexOf(side.variant()), SERIES),
                Display.micros(response.count(), response.p50()),
                comparable ? change(from.p50(), response.p50(), "slower", "faster") : "",
                Display.micros(response.count(), response.p99()),
                comparable ? change(from.p99(), response.p99(), "slower", "faster") : "",
                length(response.p50(), widest),
                length(response.p99(), widest),
                Display.count(side.books().scored().failures()),
                Display.percent(
                        side.books().scored().failures(), side.books().scored().sent()),
                i > 0 ? points(side.failureRate() - base.failureRate()) : "",
                side.rps() == 0 ? Display.NONE : Display.perSecond(side.rps()),
                i > 0 && side.rps() > 0 && base.rps() > 0 ? change(base.rps(), side.rps(), "more", "less") : "");
    }

    private static String length(long value, long widest) {
        return String.format(Locale.ROOT, "%.1f", 100.0 * value / widest);
    }

    /** Ratio in words: {@code 8.3× slower}; equal within 2 %. */
    static String change(double base, double value, String more, String less) {
        if (base <= 0 || value <= 0) {
            return "";
        }
        double ratio = Math.max(base, value) / Math.min(base, value);
        if (ratio < 1.02) {
            return "same";
        }
        String times = String.format(Locale.ROOT, ratio < 10 ? "%.2f× " : "%,.0f× ", ratio);
        return times + (value > base ? more : less);
    }

    private static String points(double points) {
        return Math.abs(points) < 0.005 ? "same" : String.format(Locale.ROOT, "%+.2f points", points);
    }
}
