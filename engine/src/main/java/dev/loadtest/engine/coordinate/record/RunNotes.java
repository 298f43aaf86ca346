package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.coordinate.workers.WorkerSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a reader of the results should know of the measurement, a sentence each. */
final class RunNotes {
    private final LoadPlan plan;
    private final RunLog log;
    private final WorkerSet workers;

    RunNotes(LoadPlan plan, RunLog log, WorkerSet workers) {
        this.plan = plan;
        this.log = log;
        this.workers = workers;
    }

    /** @param phases that ran */
    List<String> notes(List<PhaseResult> phases) {
        List<String> notes = new ArrayList<>(log.losses());
        notes.addAll(TargetNotes.of(plan));
        unchecked().ifPresent(notes::add);
        notes.addAll(sideBySide(phases));
        if (phases.stream().map(phase -> plan.phase(phase.name()).shape()).anyMatch(RunNotes::isPlannedByTheTarget)) {
            notes.add(
                    "Phases with users who think are the closed model: a request is planned when the one before it has ended, so "
                            + "response time equals service time there, but for time spent held.");
        }
        paced(reports().mapToLong(WorkerReport::paced).sum()).ifPresent(notes::add);
        notes.addAll(resends(reports().map(WorkerReport::resends).reduce(Resends.NONE, Resends::and)));
        tokens(reports().map(WorkerReport::tokenRequests).reduce(TokenRequests.NONE, TokenRequests::and))
                .ifPresent(notes::add);
        notes.addAll(LatenessNotes.of(phases, workers.all()));
        return notes;
    }

    /** Phases that ran at once share the target, and what a worker has: their numbers are no numbers of each alone. */
    private static List<String> sideBySide(List<PhaseResult> phases) {
        Map<String, Map<String, List<String>>> groups = new LinkedHashMap<>();
        for (PhaseResult phase : phases) {
            for (VariantResult variant : phase.group().isEmpty() ? List.<VariantResult>of() : phase.variants()) {
                groups.computeIfAbsent(phase.group(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(variant.variant(), any -> new ArrayList<>())
                        .add(phase.name());
            }
        }
        List<String> notes = new ArrayList<>();
        groups.forEach((group, byVariant) -> byVariant.values().stream()
                .filter(names -> names.size() > 1)
                .max(Comparator.comparingInt(List::size))
                .ifPresent(names -> notes.add(
                        "Phases that ran side by side (group " + group + "): " + String.join(", ", names) + ".")));
        return notes;
    }

    private Optional<String> unchecked() {
        List<String> names = Stream.concat(
                        Stream.of(new Targets.Named(
                                Targets.DEFAULT, plan.targets().standard())),
                        plan.targets().others().stream())
                .filter(named -> named.target().tls().insecureSkipVerify())
                .map(Targets.Named::name)
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                plan.targets().others().isEmpty()
                        ? "The target's certificate was not checked (insecureSkipVerify)."
                        : "Certificates of these targets were not checked (insecureSkipVerify): "
                                + String.join(", ", names) + ".");
    }

    private static boolean isPlannedByTheTarget(Shape shape) {
        return switch (shape) {
            case Shape.TimedUsers users -> users.pacing() instanceof Shape.After;
            case Shape.CountedUsers users -> users.pacing() instanceof Shape.After;
            case Shape.Burst burst -> false;
            case Shape.Rate rate -> false;
            case Shape.Until until -> false;
        };
    }

    private Stream<WorkerReport> reports() {
        return workers.all().stream().map(WorkerLink::latest).filter(Objects::nonNull);
    }

    private Optional<String> paced(long requests) {
        return requests == 0
                ? Optional.empty()
                : Optional.of("Requests were held to "
                        + BigDecimal.valueOf(plan.maxRequestsPerSecond())
                                .stripTrailingZeros()
                                .toPlainString() + " a second, the most that the operator allows: " + requests
                        + " waited for it.");
    }

    private static List<String> resends(Resends resends) {
        List<String> notes = new ArrayList<>();
        if (resends.repeated() > 0) {
            notes.add(requests(resends.repeated()) + " sent once more over a new connection, because the reused one "
                    + "broke before a byte of the response: the target may have received more than the books say.");
        }
        if (resends.unprocessed() > 0) {
            notes.add(
                    requests(resends.unprocessed()) + " sent over another connection or stream, because the target had "
                            + "closed or refused the first one unused.");
        }
        return notes;
    }

    private static Optional<String> tokens(TokenRequests requests) {
        if (requests.sent() == 0) {
            return Optional.empty();
        }
        return Optional.of("Workers asked for tokens " + requests.sent() + (requests.sent() == 1 ? " time" : " times")
                + (requests.failed() == 0 ? "" : ", " + requests.failed() + " of them in vain")
                + "; these requests are not in the books.");
    }

    private static String requests(long count) {
        return count + (count == 1 ? " request was" : " requests were");
    }
}
