package dev.loadtest.engine.result.exemplar;

import dev.loadtest.engine.result.exemplar.Exemplar.Outcome;
import dev.loadtest.engine.result.exemplar.Exemplar.Times;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that may be picked: its sort keys, and its exemplar, made when it is first read. If each request is
 * slower than all before, as in a burst or with a target that falls behind, each is picked for a moment and most are never
 * read. Confined to one thread.
 */
public final class Candidate {
    /** Ties are broken by the request's case, index and place, so that the order is the same for any number of workers. */
    private static final Comparator<Candidate> BY_PLACE = Comparator.<Candidate, String>comparing(it -> it.caseId)
            .thenComparingLong(it -> it.k)
            .thenComparingLong(it -> it.step)
            .thenComparingLong(it -> it.attempt);

    /** The slowest first. */
    static final Comparator<Candidate> SLOWEST = Comparator.<Candidate>comparingLong(it -> -it.times.responseMicros())
            .thenComparing(BY_PLACE);

    /** The one planned first before all others. */
    static final Comparator<Candidate> EARLIEST =
            Comparator.<Candidate>comparingLong(it -> it.times.plannedMicros()).thenComparing(BY_PLACE);

    private final String caseId;
    private final long k;
    private final long step;
    private final long attempt;
    private final Outcome outcome;
    private final Times times;
    private @Nullable Supplier<Exemplar> source;
    private @Nullable Exemplar made;

    /** @param source called at most once; what it refers to is kept until then */
    public Candidate(
            String caseId, long k, long step, long attempt, Outcome outcome, Times times, Supplier<Exemplar> source) {
        this.caseId = caseId;
        this.k = k;
        this.step = step;
        this.attempt = attempt;
        this.outcome = outcome;
        this.times = times;
        this.source = source;
    }

    static Candidate of(Exemplar exemplar) {
        Exemplar.Sent sent = exemplar.sent();
        return new Candidate(
                sent.caseId(),
                sent.k(),
                sent.step(),
                sent.attempt(),
                exemplar.end().outcome(),
                exemplar.times(),
                () -> exemplar);
    }

    Outcome outcome() {
        return outcome;
    }

    Times times() {
        return times;
    }

    Exemplar exemplar() {
        if (source != null) {
            made = source.get();
            source = null;
        }
        return Objects.requireNonNull(made);
    }
}
