package dev.loadtest.control.message;

import dev.loadtest.engine.run.FireOrder;
import java.util.List;

/** Commands of a coordinator to a worker; each corresponds to the method of {@code Worker} of that name. */
public sealed interface Command {
    /** @param originNanos start of run time, in the worker's loop time */
    record Begin(long originNanos) implements Command {}

    record Fire(FireOrder order) implements Command {}

    record Pause() implements Command {}

    /** @param nanos an instant of the worker's loop */
    record ResumeAt(long nanos) implements Command {}

    record Stop(String reason) implements Command {}

    record Finish() implements Command {}

    record Forget(List<String> caseIds) implements Command {
        public Forget {
            caseIds = List.copyOf(caseIds);
        }
    }
}
