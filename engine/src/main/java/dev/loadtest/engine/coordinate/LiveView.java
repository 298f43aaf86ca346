package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.LatencyHistogram;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.run.ScheduleClock;
import java.util.List;

/** Makes a {@link Live} of the running run. Confined to the coordinator's loop. */
final class LiveView {
    private final PhaseSequence sequence;
    private final RunBooks books;
    private final WorkerSet workers;
    private final ScheduleClock clock;

    LiveView(PhaseSequence sequence, RunBooks books, WorkerSet workers, ScheduleClock clock) {
        this.sequence = sequence;
        this.books = books;
        this.workers = workers;
        this.clock = clock;
    }

    Live look(Live.State state) {
        Counts counts = new Counts();
        books.forEach(counts::add);
        LatencyHistogram running = new LatencyHistogram();
        double elapsed = 0;
        for (CaseRun item : books.open()) {
            if (item.isRunning()) {
                elapsed += item.elapsedShare(clock.now());
                item.forEach((key, tally) -> {
                    if (key.kind() == Kind.TRACKED) {
                        running.add(tally.response());
                    }
                });
            }
        }
        long ended = sequence.cases().stream().filter(CaseRun::hasEnded).count();
        return new Live(
                state,
                sequence.cases().stream()
                        .filter(CaseRun::isRunning)
                        .map(item -> item.item().id())
                        .toList(),
                Math.min(
                        100,
                        100.0 * (ended + elapsed) / Math.max(1, sequence.cases().size())),
                counts.sent,
                counts.sent - counts.inFlight,
                counts.inFlight,
                counts.failures,
                perSecond(),
                (long) running.valueAt(99),
                workers.lost());
    }

    /** Sums over tallies as they are: a look must not cost the merging of histograms. */
    private static final class Counts {
        private long sent;
        private long inFlight;
        private long failures;

        private void add(TallyKey key, Tally tally) {
            if (key.kind() != Kind.UNSCORED) {
                sent += tally.sent();
                inFlight += tally.inFlight();
                failures += tally.failures();
            }
        }
    }

    /** Sends in the last second that is whole for every worker there is. */
    private double perSecond() {
        List<WorkerLink> ready = workers.ready();
        long last = Long.MAX_VALUE;
        for (WorkerLink link : ready) {
            last = Math.min(last, link.timeline().lastSecond());
        }
        double sent = 0;
        for (WorkerLink link : ready) {
            sent += link.timeline().sentIn(last - 1);
        }
        return last < 1 || ready.isEmpty() ? 0 : sent;
    }
}
