package dev.loadtest.engine.result.exemplar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The slowest and the first failed requests of one phase and request. Adding is idempotent, and its order does not
 * matter. Confined to one thread.
 */
public final class ExemplarPick {
    private static final Comparator<Entry> SLOWEST = Comparator.comparing(Entry::candidate, Candidate.SLOWEST);
    private static final Comparator<Entry> EARLIEST = Comparator.comparing(Entry::candidate, Candidate.EARLIEST);

    private final int most;
    private final List<Entry> slowest = new ArrayList<>();
    private final List<Entry> failed = new ArrayList<>();
    private long leastMicros = Long.MIN_VALUE;
    private long lastMicros = Long.MAX_VALUE;

    /** @param revision at which it was added */
    record Entry(Candidate candidate, long revision) {
        Exemplar exemplar() {
            return candidate.exemplar();
        }
    }

    /** @param most of the slowest, and of the failed */
    ExemplarPick(int most) {
        this.most = most;
    }

    /** False for a request that is certainly not among the slowest. */
    public boolean mayBeSlow(long responseMicros) {
        return responseMicros >= leastMicros;
    }

    /** False for a failure that is certainly not among the first. */
    public boolean mayBeFirst(long plannedMicros) {
        return plannedMicros <= lastMicros;
    }

    /** @param revision from which on {@link Exemplars#since} contains it */
    public void add(Candidate candidate, long revision) {
        Entry entry = new Entry(candidate, revision);
        if (candidate.outcome().isTimed() && insert(slowest, entry, SLOWEST)) {
            leastMicros = slowest.getLast().candidate().times().responseMicros();
        }
        if (candidate.outcome().isFailure() && insert(failed, entry, EARLIEST)) {
            lastMicros = failed.getLast().candidate().times().plannedMicros();
        }
    }

    /** Whether the list is full now. */
    private boolean insert(List<Entry> list, Entry entry, Comparator<Entry> order) {
        int at = Collections.binarySearch(list, entry, order);
        if (at < 0) {
            list.add(-at - 1, entry);
        }
        if (list.size() > most) {
            list.removeLast();
        }
        return list.size() == most;
    }

    List<Entry> slowest() {
        return slowest;
    }

    List<Entry> failed() {
        return failed;
    }
}
