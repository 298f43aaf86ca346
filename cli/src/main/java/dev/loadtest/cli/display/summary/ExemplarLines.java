package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Quantities;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Single requests in the summary of a run that did not pass, a line each. Pure. */
final class ExemplarLines {
    private static final int MAX_LINES = 20;

    private ExemplarLines() {}

    /** The first failed requests of each phase and request. */
    static List<String> failed(RunResult run) {
        return run.verdict() == Verdict.PASSED ? List.of() : lines(run, ExemplarList::failed);
    }

    /** The slowest ones of the phases and requests that are over a limit of a time; those of a journey's limit are all. */
    static List<String> slowest(RunResult run) {
        List<Threshold.Labels> slow = run.thresholds().stream()
                .filter(it -> it.result() == ThresholdResult.Result.FAILED
                        && it.threshold().unit() == Threshold.Unit.MICROS)
                .map(it -> it.threshold().labels())
                .toList();
        return lines(run, list -> slow.stream().anyMatch(labels -> select(labels, list)) ? list.slowest() : List.of());
    }

    private static boolean select(Threshold.Labels labels, ExemplarList list) {
        return (labels.phase() == null || labels.phase().equals(list.phase()))
                && (labels.request() == null || labels.request().equals(list.request()));
    }

    private static List<String> lines(RunResult run, Function<ExemplarList, List<Exemplar>> which) {
        List<String> lines = new ArrayList<>();
        for (ExemplarList list : run.exemplars()) {
            which.apply(list).forEach(exemplar -> lines.add(line(exemplar)));
        }
        int more = lines.size() - MAX_LINES;
        if (more <= 0) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, MAX_LINES));
        first.add(more + " more in results.json");
        return first;
    }

    private static String line(Exemplar of) {
        String what = of.end().outcome().isFailure()
                ? of.end().sentence()
                : "status " + of.end().status();
        return of.sent().place() + " " + of.sent().request() + ": " + what + " ("
                + Quantities.duration(of.times().responseMicros())
                + (of.sent().traceId().isEmpty() ? "" : ", trace " + of.sent().traceId()) + ")";
    }
}
