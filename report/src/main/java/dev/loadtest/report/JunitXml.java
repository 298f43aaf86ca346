package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.report.JunitSuite.Mark;
import dev.loadtest.report.JunitSuite.TestCase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code junit.xml} for CI systems: a suite for each phase with its cases and thresholds, and a suite for the
 * thresholds of the run and of phases that were not selected. A verdict that no test case shows (Error, Aborted,
 * Invalid, and Failed if cases were only skipped) gets a test case of its own, so that a system that reads nothing else
 * does not report success.
 */
public final class JunitXml {
    private final RunResult result;

    private JunitXml(RunResult result) {
        this.result = result;
    }

    /** Writes UTF-8; flushes the stream and leaves it open. */
    public static void write(RunResult result, OutputStream out) throws IOException {
        JunitWriter.write(result, new JunitXml(result).suites(), out);
    }

    private List<JunitSuite> suites() {
        List<JunitSuite> suites = new ArrayList<>();
        for (PhaseResult phase : result.phases()) {
            suites.add(suite(phase));
        }
        List<TestCase> run = new ArrayList<>(thresholds(null, result.name() + ".thresholds"));
        run.addAll(thresholdsWithoutSuite());
        run.addAll(baseline());
        if (!isTold(suites, run)) {
            run.add(verdict());
        }
        if (!run.isEmpty()) {
            suites.add(new JunitSuite("run", run));
        }
        return suites;
    }

    private JunitSuite suite(PhaseResult phase) {
        String classname = result.name() + "." + phase.name();
        List<TestCase> cases = new ArrayList<>();
        for (CaseResult item : result.cases()) {
            if (item.phase().equals(phase.name())) {
                cases.add(testCase(classname, item));
            }
        }
        cases.addAll(thresholds(phase.name(), classname));
        return new JunitSuite(phase.name(), cases);
    }

    private List<TestCase> thresholds(@Nullable String phase, String classname) {
        return result.thresholds().stream()
                .filter(t -> Objects.equals(t.phase(), phase))
                .map(t -> testCase(classname, t))
                .toList();
    }

    /** A phase without selected cases has no suite; its thresholds are reported with the run's. */
    private List<TestCase> thresholdsWithoutSuite() {
        List<String> suites = result.phases().stream().map(PhaseResult::name).toList();
        return result.thresholds().stream()
                .filter(t -> t.phase() != null && !suites.contains(t.phase()))
                .map(t -> testCase(result.name() + "." + t.phase(), t))
                .toList();
    }

    private List<TestCase> baseline() {
        BaselineResult baseline = result.baseline();
        return baseline == null
                ? List.of()
                : baseline.limits().stream()
                        .map(limit -> new TestCase(
                                result.name() + ".baseline",
                                limit.expr(),
                                0,
                                limit.passed() ? Mark.PASSED : Mark.FAILURE,
                                "baseline",
                                limit.passed() ? "" : limit.reason(),
                                ""))
                        .toList();
    }

    /** Whether the test cases alone show the verdict. */
    private boolean isTold(List<JunitSuite> suites, List<TestCase> run) {
        return switch (result.verdict()) {
            case PASSED -> true;
            case FAILED ->
                Stream.concat(suites.stream().flatMap(suite -> suite.cases().stream()), run.stream())
                        .anyMatch(told -> told.mark() == Mark.FAILURE || told.mark() == Mark.ERROR);
            case ERROR, ABORTED, INVALID -> false;
        };
    }

    private TestCase verdict() {
        Mark mark = result.verdict() == Verdict.FAILED ? Mark.FAILURE : Mark.ERROR;
        String label = result.verdict().label();
        // Time 0: the run's time is the sum of its cases.
        return new TestCase(result.name() + ".verdict", "verdict", 0, mark, label, result.message(), "");
    }

    /** A case that a threshold stopped counts as skipped, so that only the threshold is reported as failed. */
    private TestCase testCase(String classname, CaseResult item) {
        Mark mark =
                switch (item.outcome()) {
                    case PASSED -> Mark.PASSED;
                    case FAILED -> Mark.FAILURE;
                    case SKIPPED -> Mark.SKIPPED;
                    case ERROR -> isStoppedByThreshold(item) ? Mark.SKIPPED : Mark.ERROR;
                };
        String books = mark == Mark.PASSED ? "" : BooksText.of(item.totals());
        return new TestCase(classname, item.id(), item.seconds(), mark, "case", item.reason(), books);
    }

    private boolean isStoppedByThreshold(CaseResult item) {
        return result.thresholds().stream()
                .anyMatch(threshold -> threshold.result() == ThresholdResult.Result.FAILED
                        && threshold.threshold().abort()
                        && item.reason().endsWith(": " + threshold.sentence()));
    }

    /** The measured value, such as {@code p99 < 5s: 45 ms}; empty without data, and where the reason has it. */
    private static String measured(ThresholdResult threshold) {
        Double value = threshold.value();
        return value == null || threshold.result() != ThresholdResult.Result.PASSED
                ? ""
                : threshold.threshold().expr() + ": "
                        + Display.inUnit(threshold.threshold().unit(), value);
    }

    private static TestCase testCase(String classname, ThresholdResult threshold) {
        Mark mark =
                switch (threshold.result()) {
                    case PASSED -> Mark.PASSED;
                    case FAILED -> Mark.FAILURE;
                    case NOT_SELECTED -> Mark.SKIPPED;
                };
        String variant = threshold.variant();
        String name = threshold.threshold().expr() + (variant == null || variant.isEmpty() ? "" : " [" + variant + "]");
        return new TestCase(classname, name, 0, mark, "threshold", threshold.reason(), measured(threshold));
    }
}
