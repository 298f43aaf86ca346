package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.wire.TallySheetState;
import java.util.function.BiConsumer;

/** The books of one case; confined to one thread. */
public final class TallySheet {

    /** The books of a request and kind, opened where there are none yet. */
    public Tally tally(String request, Kind kind) {
        throw new UnsupportedOperationException();
    }

    public void forEach(BiConsumer<TallyKey, Tally> action) {
        throw new UnsupportedOperationException();
    }

    public TallySheet copy() {
        throw new UnsupportedOperationException();
    }

    public void add(TallySheet other) {
        throw new UnsupportedOperationException();
    }

    public void pack() {
        throw new UnsupportedOperationException();
    }

    public long planned(Kind kind) {
        throw new UnsupportedOperationException();
    }

    public long sent(Kind kind) {
        throw new UnsupportedOperationException();
    }

    public long notSent(Kind kind) {
        throw new UnsupportedOperationException();
    }

    public long inFlight(Kind kind) {
        throw new UnsupportedOperationException();
    }

    public long failures(Kind kind) {
        throw new UnsupportedOperationException();
    }

    public long ended(Kind kind) {
        throw new UnsupportedOperationException();
    }

    public long complete(Kind kind) {
        throw new UnsupportedOperationException();
    }

    /** Late sends of all kinds. */
    public long late() {
        throw new UnsupportedOperationException();
    }

    /** Sends of all kinds. */
    public long sent() {
        throw new UnsupportedOperationException();
    }

    public long inFlight() {
        throw new UnsupportedOperationException();
    }

    /** Complete scored responses a second, from the first send to the last end; 0 without any. */
    public double rps() {
        throw new UnsupportedOperationException();
    }

    public RunResult.Totals totals() {
        throw new UnsupportedOperationException();
    }

    public TallySheetState state() {
        throw new UnsupportedOperationException();
    }

    public static TallySheet of(TallySheetState state) {
        throw new UnsupportedOperationException();
    }

    public int footprintBytes() {
        throw new UnsupportedOperationException();
    }
}
