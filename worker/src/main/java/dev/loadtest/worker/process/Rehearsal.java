package dev.loadtest.worker.process;

import dev.loadtest.control.BadMessageException;
import dev.loadtest.control.Caller;
import dev.loadtest.control.Command;
import dev.loadtest.control.ControlJson;
import dev.loadtest.control.ControlPaths;
import dev.loadtest.control.Installation;
import dev.loadtest.control.Instruction;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.worker.warmup.WarmUp;

/** Writes and reads what the warm-up did as a coordinator and its worker would: of that, too, the first time is slow. */
final class Rehearsal {
    private Rehearsal() {}

    /** Any thread. */
    static void carry(WarmUp.Warmth warmth) {
        carry(new Installation("warm-up", 0, 0, warmth.plan()), Installation.class);
        Caller caller = new Caller("warm-up", 0, "");
        carry(new Instruction(caller, 1, new Command.Fire(warmth.order())), Instruction.class);
        carry(warmth.report(), WorkerReport.class);
    }

    private static <T> void carry(T message, Class<T> type) {
        try {
            ControlJson.read(ControlJson.write(message), type, ControlPaths.MAX_ANSWER_BYTES);
        } catch (BadMessageException e) {
            throw new IllegalStateException(e);
        }
    }
}
