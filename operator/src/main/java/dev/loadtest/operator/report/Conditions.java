package dev.loadtest.operator.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The only factory of conditions. Ready, Reconciling and Stalled follow kstatus; Complete and Failed follow Jobs. A
 * failed test is also Stalled: Ready=False alone would mean "in progress" for ever.
 */
final class Conditions {
    private final List<Condition> before;
    private final long generation;
    private final Instant now;
    private final List<Condition> all = new ArrayList<>();

    /** @param before the current conditions; unchanged ones keep their times */
    Conditions(List<Condition> before, long generation, Instant now) {
        this.before = List.copyOf(before);
        this.generation = generation;
        this.now = now;
    }

    /** Something is under way or awaited. */
    List<Condition> inProgress(String reason, String message, boolean suspended) {
        add("Ready", false, reason, message);
        add("Reconciling", true, reason, message);
        add("Stalled", false, reason, "");
        add("Suspended", suspended, suspended ? "Suspended" : "NotSuspended", "");
        return all;
    }

    /** It cannot continue as it is. */
    List<Condition> refused(String message) {
        String reason = EventReason.INVALID_SPEC.label();
        add("Ready", false, reason, message);
        add("Reconciling", false, reason, "");
        add("Stalled", true, reason, message);
        add("Suspended", false, "NotSuspended", "");
        return all;
    }

    List<Condition> passed() {
        add("Ready", true, "Passed", "");
        add("Reconciling", false, "Passed", "");
        add("Stalled", false, "Passed", "");
        add("Suspended", false, "NotSuspended", "");
        add("Complete", true, "Passed", "");
        return all;
    }

    /** @param verdict any but Passed */
    List<Condition> failed(String verdict, String message) {
        add("Ready", false, verdict, message);
        add("Reconciling", false, verdict, "");
        add("Stalled", true, verdict, message);
        add("Suspended", false, "NotSuspended", "");
        add("Failed", true, verdict, message);
        return all;
    }

    /** The API server refuses duplicate conditions: the list is a map by type. */
    private void add(String type, boolean status, String reason, String message) {
        if (all.stream().anyMatch(it -> type.equals(it.getType()))) {
            throw new IllegalStateException("the condition " + type + " is set twice");
        }
        String value = status ? "True" : "False";
        String since = before.stream()
                .filter(old -> type.equals(old.getType()) && value.equals(old.getStatus()))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
        all.add(new ConditionBuilder()
                .withType(type)
                .withStatus(value)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build());
    }
}
