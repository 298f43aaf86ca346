package dev.loadtest.cli.display;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.util.ArrayList;
import java.util.List;

/** What helps against an Invalid run on one machine, with the numbers of this run. Pure: no I/O. */
final class InvalidAdvice {
    /** Settings of {@code maxLateness} worth a try, in milliseconds; more than the last one hides what is measured. */
    private static final long[] MILLIS = {20, 50, 100, 250, 500, 1_000};

    private static final double MICROS = 1_000;
    private static final int PERCENT = 100;
    private static final int LATE_AT_LEAST = 5;

    private InvalidAdvice() {}

    /**
     * A sentence for each phase whose numbers must not be believed, and for what holds for all of them; empty if there is no
     * such phase.
     *
     * @param workers those of the run
     * @param cores those of this machine
     */
    static List<String> of(List<PhaseResult> phases, int workers, int cores) {
        List<String> lines = new ArrayList<>();
        boolean late = false;
        for (PhaseResult phase : phases) {
            if (!phase.invalid().isEmpty()) {
                Sends sends = Sends.of(phase);
                late |= sends.tooLate();
                lines.add(phase.name() + ": " + sends.advice(phase.rps()));
            }
        }
        if (late && workers < cores) {
            lines.add("--workers " + Math.min(cores, 2 * workers) + " in place of " + workers
                    + " shares the load among more of this machine's " + cores + " cores");
        }
        return lines;
    }

    /**
     * The scored sends of a phase.
     *
     * @param limited those that failed by a limit of this machine
     */
    private record Sends(long sent, long late, long worstMicros, long limited) {

        static Sends of(PhaseResult phase) {
            long sent = 0;
            long late = 0;
            long worst = 0;
            long limited = 0;
            for (Kind kind : List.of(Kind.TRACKED, Kind.FIRE_AND_FORGET)) {
                Books.Entry entry = phase.totals().books().kind(kind);
                sent += entry.counts().sent();
                late += entry.late();
                worst = Math.max(worst, entry.lateness().maxMicros());
                limited += entry.counts().errors().getOrDefault(ErrorCause.GENERATOR.label(), 0L);
            }
            return new Sends(sent, late, worst, limited);
        }

        boolean tooLate() {
            return late >= LATE_AT_LEAST && late * PERCENT > sent;
        }

        String advice(double rps) {
            if (tooLate()) {
                return lateness(rps);
            }
            return limited > 0
                    ? "raise the limit that is named above, or send less at a time: " + Quantities.count(limited)
                            + " requests found none free"
                    : "a machine that does not stand still: one without other work, not asleep, and with a CPU limit that"
                            + " is not reached";
        }

        private String lateness(double rps) {
            String fewer =
                    "fewer than its " + Quantities.digits(rps) + " requests a second, or a machine without other work";
            for (long millis : MILLIS) {
                if (worstMicros <= millis * MICROS) {
                    return fewer + "; or accept it by maxLateness: " + millis
                            + "ms in this phase, whose latest send was " + Quantities.duration(worstMicros) + " late";
                }
            }
            return fewer + "; its latest send was " + Quantities.duration(worstMicros)
                    + " late, too much to accept by maxLateness";
        }
    }
}
