package dev.loadtest.operator.run;

import java.util.Comparator;

/** Progress of a run's checkpoint; each write of its head increases it. */
public record Progress(long epoch, long commits) implements Comparable<Progress> {
    public static final Progress NONE = new Progress(0, 0);

    private static final Comparator<Progress> ORDER =
            Comparator.comparingLong(Progress::epoch).thenComparingLong(Progress::commits);

    @Override
    public int compareTo(Progress other) {
        return ORDER.compare(this, other);
    }

    Progress later(Progress other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
