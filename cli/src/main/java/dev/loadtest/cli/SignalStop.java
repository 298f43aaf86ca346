package dev.loadtest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns signals into a stop, from before a run's workers start until its results are written. The first signal ends the run
 * in good order, Ctrl-C after that ends the process at once. A run that has ended is not stopped any more: the first signal
 * then waits for the results. A shutdown hook could not do this: while it waits, the JVM no longer hears a second Ctrl-C.
 */
final class SignalStop implements AutoCloseable {
    private final List<Signals.Restoration> restorations = new ArrayList<>();
    private final Runnable leave;
    private Consumer<String> stop;
    /** The first signal of the current stage; null while there was none. */
    private @Nullable String received;

    private boolean heard;

    /**
     * @param starting called for a signal that comes before {@link #begun}
     * @param leave called for a Ctrl-C after the first signal; does not return to the run
     */
    SignalStop(Consumer<String> starting, Runnable leave) {
        this.stop = starting;
        this.leave = leave;
    }

    /**
     * Listens until it is closed.
     *
     * @param starting called with the reason, on a thread of the JVM's, for a signal that comes before {@link #begun}
     * @param leave called for a Ctrl-C after the first signal; does not return to the run
     */
    static SignalStop install(Consumer<String> starting, Runnable leave) {
        SignalStop signals = new SignalStop(starting, leave);
        signals.listen("INT", "interrupted by Ctrl-C", true);
        signals.listen("TERM", "terminated by SIGTERM", false);
        signals.listen("HUP", "the terminal went away (SIGHUP)", false);
        return signals;
    }

    private void listen(String name, String reason, boolean impatient) {
        Signals.listen(name, () -> received(reason, impatient)).ifPresent(restorations::add);
    }

    /** @param impatient whether it ends the process where a signal came before */
    synchronized void received(String reason, boolean impatient) {
        heard = true;
        if (received == null) {
            received = reason;
            stop.accept(reason);
        } else if (impatient) {
            leave.run();
        }
    }

    /** Whether there was any signal. */
    synchronized boolean heard() {
        return heard;
    }

    /** There is a run to stop; a signal that came before stops it now. */
    synchronized void begun(Consumer<String> stopRun) {
        stop = stopRun;
        if (received != null) {
            stopRun.accept(received);
        }
    }

    /** The run has ended: the next signal, as if it were the first, only says what is waited for. */
    synchronized void ended(Consumer<String> notice) {
        received = null;
        stop = notice;
    }

    /** From here on signals do again what they did before. */
    @Override
    public void close() {
        restorations.forEach(Signals.Restoration::restore);
        restorations.clear();
    }
}
