package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.Percentiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The case table: all cases of an ordinary run; of a huge one, every case that did not pass and then the first others.
 */
final class CaseRows {
    private static final int FEW = 300;
    private static final int MANY = 1_000;

    private CaseRows() {}

    /** Fewer beside a long table of requests: both together bound the page. */
    private static int most(RunResult result, Detail detail) {
        return detail.wholePage()
                ? Math.max(FEW, MANY - result.totals().requests().size())
                : FEW;
    }

    static Page.Cases of(RunResult result, Detail detail) {
        List<String> phases =
                result.phases().stream().map(RunResult.PhaseResult::name).toList();
        return new Page.Cases(rows(result, detail), caption(result, detail), phases);
    }

    private static List<Page.CaseRow> rows(RunResult result, Detail detail) {
        long failed = result.cases().stream()
                .filter(c -> c.outcome() != Outcome.PASSED)
                .count();
        int most = most(result, detail);
        long passedRoom = Math.max(0, most - failed);
        List<Page.CaseRow> rows = new ArrayList<>();
        for (CaseResult item : result.cases()) {
            boolean passed = item.outcome() == Outcome.PASSED;
            if (rows.size() < most && (!passed || passedRoom-- > 0)) {
                rows.add(row(result, item));
            }
        }
        return rows;
    }

    private static String caption(RunResult result, Detail detail) {
        int all = result.cases().size();
        int most = most(result, detail);
        return all <= most
                ? Display.count(all) + (all == 1 ? " case" : " cases")
                : Display.count(most) + " of " + Display.count(all)
                        + " cases, those that did not pass first of all; the rest stand in results.json";
    }

    private static Page.CaseRow row(RunResult result, CaseResult item) {
        Instant start = item.startTime();
        Percentiles response = item.totals().books().kind(Kind.TRACKED).response();
        Counts scored = item.totals().books().scored();
        double after =
                start == null ? -1 : Duration.between(result.startTime(), start).toMillis() / 1000.0;
        boolean measured = response.count() > 0;
        return new Page.CaseRow(
                item.id(),
                item.phase(),
                item.variant(),
                item.outcome().name(),
                tone(item.outcome()),
                start == null ? Display.NONE : "+" + Display.seconds(after),
                after,
                start == null ? Display.NONE : Display.seconds(item.seconds()),
                start == null ? -1 : item.seconds(),
                Display.count(scored.sent()),
                scored.sent(),
                Display.count(scored.failures()),
                scored.failures(),
                Display.micros(response.count(), response.p50()),
                measured ? response.p50() : -1,
                Display.micros(response.count(), response.p99()),
                measured ? response.p99() : -1,
                item.reason());
    }

    private static String tone(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "good";
            case FAILED, ERROR -> "bad";
            case SKIPPED -> "plain";
        };
    }
}
