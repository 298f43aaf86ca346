package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.PhaseSequence;
import dev.loadtest.engine.coordinate.cases.RunBooks;
import dev.loadtest.engine.coordinate.cases.RunTime;
import dev.loadtest.engine.coordinate.workers.WorkerSet;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.run.loop.ScheduleClock;

/** Creates a {@link Live} of the running run. Confined to the coordinator's loop. */
public final class LiveView {
    /** Interval at which a worker without news is polled. */
    private static final long TOLD_NANOS = 700_000_000;

    private final PhaseSequence sequence;
    private final RunBooks books;
    private final WorkerSet workers;
    private final ScheduleClock clock;
    private final RunTime time;
    private double furthest;

    public LiveView(PhaseSequence sequence, RunBooks books, WorkerSet workers, ScheduleClock clock, RunTime time) {
        this.sequence = sequence;
        this.books = books;
        this.workers = workers;
        this.clock = clock;
        this.time = time;
    }

    public Live look(Live.State state) {
        Counts counts = new Counts();
        books.forEach(counts::add);
        double elapsed = 0;
        for (CaseRun item : books.open()) {
            if (item.isRunning()) {
                elapsed += item.elapsedShare(clock.now());
            }
        }
        long ended = sequence.cases().stream().filter(CaseRun::hasEnded).count();
        // A case may end earlier than its longest duration; progress never falls.
        furthest = Math.max(
                furthest,
                Math.min(
                        100,
                        100.0 * (ended + elapsed) / Math.max(1, sequence.cases().size())));
        return new Live(
                state,
                sequence.cases().stream()
                        .filter(CaseRun::isRunning)
                        .map(item -> item.item().id())
                        .toList(),
                furthest,
                counts.sent,
                counts.sent - counts.inFlight,
                counts.inFlight,
                counts.failures,
                perSecond(),
                (long) books.trackedResponse().valueAt(99),
                workers.lost());
    }

    /** Sums tallies directly, to avoid merging histograms. */
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

    /** Sends in the last second that every worker has had time to report. */
    private double perSecond() {
        long second = time.hasOrigin() ? (time.now() - TOLD_NANOS) / 1_000_000_000 - 1 : -1;
        return second < 0
                ? 0
                : workers.live().stream()
                        .mapToDouble(link -> link.timeline().sentPerSecond(second))
                        .sum();
    }
}
