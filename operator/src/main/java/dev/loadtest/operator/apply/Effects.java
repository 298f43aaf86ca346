package dev.loadtest.operator.apply;

import dev.loadtest.operator.decide.Decision;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is done for a decision, in this order: its place is taken or left, its objects are written, its command is given, the
 * status is written, and what may begin only then begins.
 *
 * @param takesPlace whether it needs a place among the running LoadTests; nothing is done while none is free
 * @param leavesPlace whether it leaves its place
 * @param needsStatus whether nothing is done while the status cannot be written
 * @param objects writes objects; returns the decision that the status shows, another one if they are refused
 * @param command false if an object changed since the observation, which may change the decision
 * @param start after the status is written
 */
record Effects(
        boolean takesPlace,
        boolean leavesPlace,
        boolean needsStatus,
        Supplier<Decision> objects,
        BooleanSupplier command,
        Runnable start) {

    /** Only the status is written. */
    static Effects none(Decision decision) {
        return new Effects(false, false, false, () -> decision, () -> true, () -> {});
    }

    Effects takingPlace(boolean takes) {
        return new Effects(takes, leavesPlace, needsStatus, objects, command, start);
    }

    Effects leavingPlace(boolean leaves) {
        return new Effects(takesPlace, leaves, needsStatus, objects, command, start);
    }

    Effects needingStatus() {
        return new Effects(takesPlace, leavesPlace, true, objects, command, start);
    }

    Effects writing(Supplier<Decision> writes) {
        return new Effects(takesPlace, leavesPlace, needsStatus, writes, command, start);
    }

    Effects commanding(Runnable commands) {
        return commandingIf(() -> {
            commands.run();
            return true;
        });
    }

    Effects commandingIf(BooleanSupplier commands) {
        return new Effects(takesPlace, leavesPlace, needsStatus, objects, commands, start);
    }

    Effects starting(Runnable starts) {
        return new Effects(takesPlace, leavesPlace, needsStatus, objects, command, starts);
    }
}
