package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.RunLog;
import java.util.function.Consumer;

/**
 * A reason to end a run early.
 *
 * @param file records the reason, which decides the verdict
 */
record Ending(Consumer<String> file, String reason) {
    static Ending error(RunLog log, String reason) {
        return new Ending(log.reasons()::error, reason);
    }

    static Ending aborted(RunLog log, String reason) {
        return new Ending(log.reasons()::aborted, reason);
    }

    static Ending failed(RunLog log, String reason) {
        return new Ending(log.reasons()::failed, reason);
    }

    void filed() {
        file.accept(reason);
    }
}
