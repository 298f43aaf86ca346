package dev.loadtest.operator.report;

import dev.loadtest.crds.model.JourneyStatus;
import dev.loadtest.crds.model.KindCounts;
import dev.loadtest.crds.model.LoadTestStatus.BaselineStatus;
import dev.loadtest.crds.model.LoadTestStatus.FailedCase;
import dev.loadtest.crds.model.LoadTestStatus.RecentCase;
import dev.loadtest.crds.model.LoadTestStatus.ThresholdStatus;
import dev.loadtest.crds.model.PhaseStatus;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.RunSnapshot.EndedCase;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a finished run in the status. */
final class ResultStatus {
    private static final int REASON = 200;
    /** Longer, as a command line prints it like a local run. */
    private static final int RECENT_REASON = 500;

    private ResultStatus() {}

    static KindCounts counts(Books books) {
        return new KindCounts(
                counts(books, Kind.TRACKED), counts(books, Kind.FIRE_AND_FORGET), counts(books, Kind.UNSCORED));
    }

    /** Null for a kind without requests. */
    private static KindCounts.@Nullable Counts counts(Books books, Kind kind) {
        Books.Entry entry = books.kind(kind);
        if (entry.planned() == 0) {
            return null;
        }
        boolean timed = entry.response().count() > 0;
        return new KindCounts.Counts(
                entry.planned(),
                entry.sent(),
                entry.notSentTotal(),
                entry.succeeded(),
                entry.unexpected(),
                entry.errorsTotal(),
                entry.timeouts(),
                entry.unresolved(),
                timed ? entry.response().p50() : null,
                timed ? entry.response().p90() : null,
                timed ? entry.response().p99() : null,
                timed ? entry.response().max() : null);
    }

    static List<PhaseStatus> phases(RunResult result) {
        return result.phases().stream()
                .map(phase -> new PhaseStatus(
                        phase.name(),
                        group(phase.group()),
                        cases(phase.outcomes()),
                        counts(phase.totals().books()),
                        journeys(phase.totals()),
                        Math.round(phase.rps() * 10) / 10.0,
                        phase.worstStartSkewMicros()))
                .toList();
    }

    private static @Nullable String group(String name) {
        return name.isEmpty() ? null : name;
    }

    /** Null for a phase without journeys. */
    static @Nullable List<JourneyStatus> journeys(RunResult.Totals totals) {
        List<JourneyStatus> journeys = new ArrayList<>();
        totals.journeys().forEach((name, books) -> books.kinds().forEach((kind, entry) -> {
            if (kind != Kind.UNSCORED) {
                journeys.add(journey(name, kind, entry));
            }
        }));
        return journeys.isEmpty() ? null : journeys;
    }

    private static JourneyStatus journey(String name, Kind kind, Books.Entry entry) {
        boolean timed = entry.response().count() > 0;
        return new JourneyStatus(
                name,
                kind.label(),
                entry.planned(),
                entry.notSentTotal(),
                entry.succeeded(),
                entry.errorsTotal(),
                entry.timeouts(),
                entry.unresolved(),
                timed ? entry.response().p50() : null,
                timed ? entry.response().p99() : null);
    }

    static PhaseStatus.CaseCounts cases(Map<Outcome, Integer> outcomes) {
        return new PhaseStatus.CaseCounts(
                outcomes.getOrDefault(Outcome.PASSED, 0),
                outcomes.getOrDefault(Outcome.FAILED, 0),
                outcomes.getOrDefault(Outcome.SKIPPED, 0),
                outcomes.getOrDefault(Outcome.ERROR, 0));
    }

    static List<FailedCase> failed(List<RunResult.CaseResult> cases) {
        return cases.stream()
                .filter(it -> it.outcome() == Outcome.FAILED || it.outcome() == Outcome.ERROR)
                .limit(20)
                .map(it -> new FailedCase(it.id(), it.outcome().name(), Texts.cut(it.reason(), REASON)))
                .toList();
    }

    /** For a run under way. */
    static List<FailedCase> failedSoFar(List<EndedCase> cases) {
        return cases.stream()
                .map(it -> new FailedCase(it.id(), it.outcome().name(), Texts.cut(it.reason(), REASON)))
                .toList();
    }

    /** The last ended cases; null without any. */
    static @Nullable List<RecentCase> recent(List<NumberedCase> cases) {
        return cases.isEmpty() ? null : cases.stream().map(ResultStatus::recent).toList();
    }

    private static RecentCase recent(NumberedCase item) {
        String reason = Texts.cut(item.reason(), RECENT_REASON);
        return new RecentCase(
                item.number(), item.id(), item.outcome().name(), reason.isEmpty() ? null : reason, item.percent());
    }

    /** For a run under way: ended cases; books follow at its end. */
    static List<PhaseStatus> phasesSoFar(List<RunSnapshot.PhaseOutcomes> phases) {
        return phases.stream()
                .map(phase -> PhaseStatus.ofCases(phase.phase(), group(phase.group()), cases(phase.cases())))
                .toList();
    }

    static List<ThresholdStatus> thresholds(RunResult result) {
        return result.thresholds().stream()
                .map(it -> new ThresholdStatus(
                        it.threshold().expr(),
                        it.phase(),
                        it.variant(),
                        it.value() == null ? null : value(it.threshold().unit(), it.value()),
                        it.result().label()))
                .toList();
    }

    /** Null for a run without one. */
    static @Nullable List<BaselineStatus> baseline(@Nullable BaselineResult compared) {
        return compared == null
                ? null
                : compared.limits().stream()
                        .map(limit -> new BaselineStatus(
                                limit.expr(), Texts.cut(limit.detail(), REASON), limit.outcome(), limit.passed()))
                        .toList();
    }

    private static String value(Threshold.Unit unit, double value) {
        return switch (unit) {
            case MICROS -> Columns.latency(Math.round(value));
            case COUNT -> String.valueOf(Math.round(value));
            case PERCENT -> String.format(Locale.ROOT, "%.3f", value) + "%";
            case PER_SECOND -> String.format(Locale.ROOT, "%.3f", value) + "/s";
        };
    }

    static double pausedSeconds(RunResult result) {
        double seconds =
                result.pauses().stream().mapToDouble(RunResult.Pause::seconds).sum();
        return Math.round(seconds * 1_000) / 1_000.0;
    }

    static long sent(RunResult result) {
        return result.totals().books().scored().sent();
    }

    static long failures(RunResult result) {
        return result.totals().books().scored().failures();
    }

    static long p99(RunResult result) {
        return result.totals().books().kind(Kind.TRACKED).response().p99();
    }
}
