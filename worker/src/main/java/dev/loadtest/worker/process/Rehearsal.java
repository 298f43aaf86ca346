package dev.loadtest.worker.process;

import dev.loadtest.control.message.Caller;
import dev.loadtest.control.message.Command;
import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Installation;
import dev.loadtest.control.message.Instruction;
import dev.loadtest.control.message.ReportRequest;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.loop.Clock;
import dev.loadtest.worker.warmup.WarmUp;
import java.time.Duration;

/** Serializes and parses the warm-up's messages like coordinator and worker, so that this code is compiled too. */
final class Rehearsal {
    /** Repetitions after which most of it is compiled; a barrier of ten workers on two cores waits for the rest. */
    private static final int TIMES = 300;

    /** What a run of few cases needs: the classes. */
    private static final int TIMES_IN_BRIEF = 10;

    private static final long MAX_NANOS = 500_000_000;

    private Rehearsal() {}

    /** Takes half a second at most. Any thread. */
    static void carry(WarmUp.Warmth warmth, WarmUp.Extent extent, Clock clock) {
        carry(new Installation("warm-up", 0, 0, warmth.plan()), Installation.class);
        long end = clock.nanos() + MAX_NANOS;
        int times =
                switch (extent) {
                    case BRIEF -> TIMES_IN_BRIEF;
                    case FULL -> TIMES;
                };
        for (int time = 0; time < times && clock.nanos() < end; time++) {
            carryCase(warmth);
        }
    }

    /** The messages of one case. */
    private static void carryCase(WarmUp.Warmth warmth) {
        Caller caller = new Caller("warm-up", 0, "");
        carry(new Instruction(caller, 1, new Command.Fire(warmth.order())), Instruction.class);
        carry(new ReportRequest(caller, 1, 1, Duration.ZERO), ReportRequest.class);
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
