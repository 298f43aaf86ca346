package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Quantities;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What helps against an Invalid run, with the numbers of this run and where its workers were. Pure: no I/O. */
final class InvalidAdvice {
    /** Settings of {@code maxLateness} worth a try, in milliseconds; more than the last one hides what is measured. */
    private static final long[] MILLIS = {20, 50, 100, 250, 500, 1_000};

    private static final double MICROS = 1_000;
    private static final int PERCENT = 100;
    private static final int LATE_AT_LEAST = 5;
    private static final int MAX_WORKERS = 1_000;
    /** Phases with a sentence each. */
    private static final int MAX_PHASES = 5;

    /** The {@code maxLateness} of a phase, as its reason gives it. */
    private static final Pattern ALLOWED = Pattern.compile("more than ([0-9]{1,9}) ms late");

    private InvalidAdvice() {}

    /**
     * A sentence for each phase whose numbers must not be believed, and for what holds for all of them.
     *
     * @param workers those of the run
     * @param lost those that were lost
     */
    static List<String> of(List<PhaseResult> phases, int workers, int lost, Generators generators) {
        boolean cluster = generators instanceof Generators.Cluster;
        List<String> lines = new ArrayList<>();
        boolean late = false;
        int more = 0;
        for (PhaseResult phase : phases) {
            if (!phase.invalid().isEmpty()) {
                Sends sends = Sends.of(phase);
                late |= sends.tooLate();
                if (lines.size() < MAX_PHASES) {
                    lines.add(phase.name() + ": " + sends.advice(phase.rps(), cluster));
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            lines.add("the same for " + Quantities.count(more, "more phase"));
        }
        String workersToAdd = late ? moreWorkers(workers, generators) : "";
        if (!workersToAdd.isEmpty()) {
            lines.add(workersToAdd);
        }
        if (lost > 0 && cluster) {
            lines.add(
                    "keep the workers: of one killed for memory, a higher spec.worker.resources.limits.memory; the reason"
                            + " for each lost worker is above, and in the events of its pod");
        }
        if (lines.isEmpty()) {
            lines.add("another run: what is missing of this one, as named above, cannot be had again");
        }
        return lines;
    }

    /** Empty where more of them would share the same cores. */
    private static String moreWorkers(int workers, Generators generators) {
        return switch (generators) {
            case Generators.ThisMachine machine ->
                workers >= machine.cores()
                        ? ""
                        : "--workers " + Math.min(machine.cores(), 2 * workers) + " in place of " + workers
                                + " shares the load among more of this machine's " + machine.cores() + " cores";
            case Generators.Cluster cluster ->
                (workers >= MAX_WORKERS
                                ? ""
                                : "spec.parallelism: " + Math.min(MAX_WORKERS, 2 * workers) + " in place of " + workers
                                        + " shares the load among more pods; ")
                        + "spec.worker.resources gives each of them more CPU, spec.worker.nodeSelector better nodes";
        };
    }

    /**
     * The scored sends of a phase.
     *
     * @param allowedMicros the phase's {@code maxLateness}; 0 if unknown
     * @param limited those that failed by a limit of a generator's machine
     */
    private record Sends(long sent, long late, long worstMicros, long allowedMicros, long limited) {

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
            Matcher allowed = ALLOWED.matcher(phase.invalid());
            long allowedMicros = allowed.find() ? Long.parseLong(allowed.group(1)) * 1_000 : 0;
            return new Sends(sent, late, worst, allowedMicros, limited);
        }

        boolean tooLate() {
            return late >= LATE_AT_LEAST && late * PERCENT > sent;
        }

        String advice(double rps, boolean cluster) {
            // Requests under way at a standstill count as late; a higher maxLateness does not help them.
            if (tooLate() && worstMicros > allowedMicros) {
                return lateness(rps, cluster);
            }
            if (limited > 0) {
                return "raise the limit that is named above, or send less at a time: " + Quantities.count(limited)
                        + " requests found none free";
            }
            return cluster
                    ? "pods that do not stand still: on nodes without other work, and with a CPU limit that is not reached"
                    : "a machine that does not stand still: one without other work, not asleep, and with a CPU limit that"
                            + " is not reached";
        }

        private String lateness(double rps, boolean cluster) {
            String fewer = "fewer than its " + Quantities.digits(rps) + " requests a second, or "
                    + (cluster ? "nodes" : "a machine") + " without other work";
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
