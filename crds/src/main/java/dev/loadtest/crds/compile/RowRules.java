package dev.loadtest.crds.compile;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Paths;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.share.RowOrder;
import dev.loadtest.engine.share.Shares;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether rows that are taken once suffice for what a plan sends. */
final class RowRules {
    private final LoadPlan plan;
    private final List<Problem> problems = new ArrayList<>();

    private RowRules(LoadPlan plan) {
        this.plan = plan;
    }

    static List<Problem> check(LoadPlan plan) {
        RowRules rules = new RowRules(plan);
        for (int i = 0; i < plan.requests().size(); i++) {
            String name = plan.requests().get(i).name();
            rules.check(
                    plan.requests().get(i).values(), "spec.requests[" + i + "].values", unit -> plan.requestNames(unit)
                            .contains(name));
        }
        for (int i = 0; i < plan.journeys().size(); i++) {
            Unit journey = new Unit.OfJourney(plan.journeys().get(i).name());
            rules.check(plan.journeys().get(i).values(), "spec.journeys[" + i + "].values", journey::equals);
        }
        return rules.problems;
    }

    private void check(Map<String, ValueSource> values, String path, Predicate<Unit> draws) {
        values.values().stream()
                .flatMap(RowRules::once)
                .map(row -> new Taken(row.value(), row.fileSet()))
                .distinct()
                .forEach(taken -> check(taken, Paths.field(path, taken.value()) + ".row", draws));
    }

    private record Taken(String value, String fileSet) {}

    private static Stream<ValueSource.Row> once(ValueSource source) {
        return source instanceof ValueSource.Row row && row.pick() == ValueSource.Pick.ONCE
                ? Stream.of(row)
                : Stream.empty();
    }

    private void check(Taken taken, String path, Predicate<Unit> draws) {
        for (Phase phase : plan.phases()) {
            if (phase.mix().stream().map(Phase.MixEntry::unit).noneMatch(draws)) {
                continue;
            }
            checkWarmup(phase, taken);
            RowTable rows = plan.fileSet(taken.fileSet()).rows();
            long needed = needed(phase);
            if (rows != null && needed > rows.count()) {
                problems.add(new Problem(
                        path,
                        "phase " + Constraints.quoted(phase.name()) + " takes " + needed + " rows, each once, and "
                                + Constraints.quoted(taken.fileSet()) + " has " + rows.count()
                                + "; give it more, send less, or let it pick Cycle"));
            }
        }
    }

    /** Rows up to the last one that any selected case plans to take; of users for a time that is not known. */
    private long needed(Phase phase) {
        OptionalLong units = Shares.total(phase.shape());
        return Cases.of(plan).selected().stream()
                .filter(item -> item.phase().equals(phase.name()))
                .mapToLong(item -> units.isEmpty() ? 0 : before(item) + units.getAsLong())
                .max()
                .orElse(0);
    }

    private long before(Case item) {
        return RowOrder.of(plan, item) instanceof RowOrder.Counted counted ? counted.before() : 0;
    }

    /** Rows of a warm-up would be taken a second time. */
    private void checkWarmup(Phase phase, Taken taken) {
        warmup(phase.shape()).ifPresent(field -> {
            Problem problem = new Problem(
                    "spec.phases[" + plan.phases().indexOf(phase) + "]." + field + ".warmup",
                    "would take rows of " + Constraints.quoted(taken.fileSet())
                            + ", each of which is taken once; leave it out, or let the value pick Cycle");
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        });
    }

    private static Optional<String> warmup(Shape shape) {
        return switch (shape) {
            case Shape.Rate rate -> field("rate", rate.warmup());
            case Shape.TimedUsers users -> field("concurrency", users.warmup());
            case Shape.CountedUsers users -> field("concurrency", users.warmup());
            case Shape.Burst burst -> Optional.empty();
            case Shape.Until until -> Optional.empty();
        };
    }

    private static Optional<String> field(String name, Duration warmup) {
        return warmup.isZero() ? Optional.empty() : Optional.of(name);
    }
}
