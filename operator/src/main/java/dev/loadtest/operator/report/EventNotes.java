package dev.loadtest.operator.report;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.observe.Observation;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events of decisions. A pure function; any thread. */
public final class EventNotes {
    private EventNotes() {}

    public static Optional<EventNote> of(Observation seen, Decision decision) {
        return switch (decision) {
            case Decision.Refuse refuse ->
                note(
                        EventReason.INVALID_SPEC,
                        refuse.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
            case Decision.Hold hold ->
                switch (hold.why()) {
                    case SUSPENDED -> note(EventReason.SUSPENDED, hold.reason());
                    // The number of other runs changes, and the event is written once.
                    case TOO_MANY_RUNS, TOO_MANY_IN_NAMESPACE ->
                        note(EventReason.QUEUED, "waiting for other runs to end");
                };
            case Decision.Claim claim ->
                note(
                        EventReason.STARTED,
                        "starting " + claim.runnable().plan().parallelism() + " workers with seed "
                                + claim.runnable().plan().seed());
            case Decision.CreateObjects create ->
                create.obstacle().flatMap(why -> note(EventReason.WORKERS_NOT_READY, why));
            case Decision.AwaitWorkers await ->
                seen.obstacles().isEmpty()
                        ? Optional.empty()
                        : note(EventReason.WORKERS_NOT_READY, String.join("; ", seen.obstacles()));
            case Decision.RunCoordinator run ->
                seen.suspended()
                        ? note(EventReason.SUSPENDED, "all workers are ready, and nothing is sent yet")
                        : note(EventReason.RUNNING, "all workers are ready");
            case Decision.TakeOver over ->
                note(EventReason.TAKEN_OVER, "the run's operator is gone; this one continues from the checkpoint");
            case Decision.Suspend suspend -> note(EventReason.SUSPENDED, "the run is paused");
            case Decision.Resume resume -> note(EventReason.RESUMED, "the run continues");
            case Decision.Queue queue -> note(EventReason.QUEUED, "to be resumed; waiting for other runs to end");
            case Decision.Stop stop -> note(EventReason.STOPPING, stop.reason());
            case Decision.Finish finish -> ended(finish.verdict(), finish.message());
            case Decision.Conclude conclude -> ended(conclude.verdict(), conclude.reason());
            case Decision.PinPlan pin -> Optional.empty();
            case Decision.ListFiles list -> Optional.empty();
            case Decision.Watch watch -> Optional.empty();
            case Decision.Rest rest -> Optional.empty();
            case Decision.Keep keep -> Optional.empty();
            case Decision.RemoveWorkers remove -> Optional.empty();
            case Decision.CleanUpAfterTtl cleanUp -> Optional.empty();
            case Decision.Forget forget -> Optional.empty();
        };
    }

    private static Optional<EventNote> ended(Verdict verdict, String message) {
        return verdict == Verdict.PASSED
                ? note(EventReason.PASSED, "Passed")
                : note(EventReason.NOT_PASSED, verdict.label() + ": " + message);
    }

    private static Optional<EventNote> note(EventReason reason, String message) {
        return Optional.of(new EventNote(reason, message));
    }
}
