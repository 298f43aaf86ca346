package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.UnitCounts;
import dev.loadtest.engine.share.CaseDraw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Outcome of a case that ran to its end, with its reason. */
public record CaseJudgement(Outcome outcome, String reason) {
    private static final int REASONS = 3;

    /**
     * Judges a case.
     *
     * @param sheet its merged tallies
     * @param thresholds of its phase, if this case ends the phase
     */
    public static CaseJudgement of(CaseRun item, TallySheet sheet, List<ThresholdResult> thresholds) {
        List<String> reasons = new ArrayList<>();
        if (item.shares().timedOut()) {
            reasons.add("not done within its timeout of "
                    + Durations.format(item.phase().timeout()));
        }
        if (sheet.sent(Kind.TRACKED) + sheet.sent(Kind.FIRE_AND_FORGET) == 0) {
            // Tries of an until are unscored until one of them decides.
            reasons.add(item.shares().tries() == 0 ? "nothing was sent" : tries(item) + ", and no success yet");
        }
        long lacking = sheet.notSent(CaseDraw.NO_ROW);
        if (lacking > 0) {
            reasons.add(
                    "no row was left: " + (lacking == 1 ? "1 request was" : lacking + " requests were") + " not sent");
        }
        trackedFailures(item, item.shares().units(), reasons);
        for (ThresholdResult threshold : thresholds) {
            if (threshold.result() == ThresholdResult.Result.FAILED) {
                reasons.add(threshold.reason());
            }
        }
        return reasons.isEmpty()
                ? new CaseJudgement(Outcome.PASSED, "")
                : new CaseJudgement(Outcome.FAILED, String.join("; ", reasons));
    }

    private static String tries(CaseRun item) {
        return item.shares().tries() == 1 ? "1 try" : item.shares().tries() + " tries";
    }

    private static void trackedFailures(CaseRun item, UnitCounts units, List<String> reasons) {
        Phase phase = item.phase();
        long tracked = units.tracked();
        long failed = units.failed();
        if (failed <= phase.maxFailures().allowed(tracked)) {
            return;
        }
        if (phase.shape() instanceof Shape.Until until) {
            reasons.add("no success within " + Durations.format(until.timeout()) + ", " + tries(item)
                    + why(item.shares().failures()));
        } else {
            String allowed = phase.maxFailures().allowed(tracked) == 0
                    ? ""
                    : " (" + phase.maxFailures().allowed(tracked) + " allowed)";
            reasons.add(failed + " of " + tracked + " tracked " + units(phase) + " failed" + allowed
                    + why(item.shares().failures()));
        }
    }

    private static String units(Phase phase) {
        if (!phase.hasJourneys()) {
            return "requests";
        }
        return phase.mix().stream().allMatch(entry -> entry.unit() instanceof Unit.OfJourney)
                ? "journeys"
                : "requests and journeys";
    }

    private static String why(List<Map.Entry<String, Long>> failures) {
        if (failures.isEmpty()) {
            return "";
        }
        List<String> texts = failures.stream()
                .limit(REASONS)
                .map(failure ->
                        failure.getValue() == 1 ? failure.getKey() : failure.getKey() + " x " + failure.getValue())
                .toList();
        return ": " + String.join(", ", texts) + (failures.size() > REASONS ? ", …" : "");
    }
}
