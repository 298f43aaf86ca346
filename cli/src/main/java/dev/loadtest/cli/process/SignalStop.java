package dev.loadtest.cli.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns signals into a stop, from before the workers start until the results are written. The first signal stops the
 * run in order; a later Ctrl-C ends the process at once. After the run has ended, the first signal waits for the
 * results. A shutdown hook cannot do this: while it runs, the JVM handles no second Ctrl-C.
 */
public final class SignalStop implements AutoCloseable {
    private final List<Signals.Restoration> restorations = new ArrayList<>();
    private final Runnable leave;
    private Consumer<String> stop;
    /** First signal of the current stage; null if none. */
    private @Nullable String received;

    private boolean heard;

    /**
     * @param starting called for a signal before {@link #begun}
     * @param leave called for a Ctrl-C after the first signal; does not return
     */
    public SignalStop(Consumer<String> starting, Runnable leave) {
        this.stop = starting;
        this.leave = leave;
    }

    /**
     * Listens until closed.
     *
     * @param starting called with the reason, on a JVM thread, for a signal before {@link #begun}
     * @param leave called for a Ctrl-C after the first signal; does not return
     */
    public static SignalStop install(Consumer<String> starting, Runnable leave) {
        SignalStop signals = new SignalStop(starting, leave);
        signals.listen("INT", "interrupted by Ctrl-C", true);
        signals.listen("TERM", "terminated by SIGTERM", false);
        signals.listen("HUP", "the terminal went away (SIGHUP)", false);
        return signals;
    }

    private void listen(String name, String reason, boolean impatient) {
        Signals.listen(name, () -> received(reason, impatient)).ifPresent(restorations::add);
    }

    /** @param impatient whether a second one ends the process */
    public synchronized void received(String reason, boolean impatient) {
        heard = true;
        if (received == null) {
            received = reason;
            stop.accept(reason);
        } else if (impatient) {
            leave.run();
        }
    }

    /** Whether there was any signal. */
    public synchronized boolean heard() {
        return heard;
    }

    /** The run can be stopped from now on; an earlier signal stops it now. */
    public synchronized void begun(Consumer<String> stopRun) {
        stop = stopRun;
        if (received != null) {
            stopRun.accept(received);
        }
    }

    /** The run has ended: the next signal counts as the first and only reports what is pending. */
    public synchronized void ended(Consumer<String> notice) {
        received = null;
        stop = notice;
    }

    /** Restores the previous signal handlers. */
    @Override
    public void close() {
        restorations.forEach(Signals.Restoration::restore);
        restorations.clear();
    }
}
