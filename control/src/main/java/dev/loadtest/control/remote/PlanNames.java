package dev.loadtest.control.remote;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Names that a worker may report for a plan. Books are kept by name: unchecked names would let a worker make its
 * coordinator keep any amount. Any thread.
 */
final class PlanNames {
    private final Set<String> requests = new HashSet<>();
    private final Set<String> journeys = new HashSet<>();
    private final Set<String> captures = new HashSet<>();
    private final Set<String> phases = new HashSet<>();

    PlanNames(LoadPlan plan) {
        plan.journeys().stream().map(Journey::name).forEach(journeys::add);
        plan.phases().stream().map(Phase::name).forEach(phases::add);
        for (RequestTemplate request : plan.requests()) {
            requests.add(request.name());
            request.captures().stream().map(Capture::name).forEach(captures::add);
        }
    }

    /** @throws WorkerLostException if the plan has no such name */
    WorkerReport checked(WorkerReport report) {
        for (ShareReport share : report.shares()) {
            check("requests", share.sheet().requests(), requests);
            check("requests", share.blocks().requests(), requests);
            check("journeys", share.sheet().journeys(), journeys);
            check("captured values", share.captured().keySet(), captures);
        }
        for (Exemplar exemplar : report.exemplars()) {
            check("phases", Set.of(exemplar.sent().phase()), phases);
            check("requests", Set.of(exemplar.sent().request()), requests);
            if (!exemplar.sent().journey().isEmpty()) {
                check("journeys", Set.of(exemplar.sent().journey()), journeys);
            }
        }
        return report;
    }

    /** @throws WorkerLostException if the plan has no such name */
    HeldCaptures checked(HeldCaptures held) {
        held.cases().forEach(it -> check("captured values", it.captured().keySet(), captures));
        held.given().forEach(it -> check("captured values", Set.of(it.name()), captures));
        return held;
    }

    private static void check(String what, Collection<String> told, Set<String> known) {
        if (!known.containsAll(told)) {
            throw new WorkerLostException("its report names " + what + ", which the plan does not contain");
        }
    }
}
