package dev.loadtest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Turns signals into a stop: the first one ends the run in good order, Ctrl-C after that ends the process at once. A
 * shutdown hook could not do this: while it waits, the JVM no longer hears a second Ctrl-C.
 */
final class SignalStop implements AutoCloseable {
    private final List<Signals.Restoration> restorations = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Consumer<String> stop;
    private final Runnable leave;

    SignalStop(Consumer<String> stop, Runnable leave) {
        this.stop = stop;
        this.leave = leave;
    }

    /**
     * Listens until it is closed.
     *
     * @param stop called once, on a thread of the JVM's, with the reason
     * @param leave called for a Ctrl-C after that; does not return to the run
     */
    static SignalStop install(Consumer<String> stop, Runnable leave) {
        SignalStop signals = new SignalStop(stop, leave);
        signals.listen("INT", "interrupted by Ctrl-C", true);
        signals.listen("TERM", "terminated by SIGTERM", false);
        signals.listen("HUP", "the terminal went away (SIGHUP)", false);
        return signals;
    }

    private void listen(String name, String reason, boolean impatient) {
        Signals.listen(name, () -> received(reason, impatient)).ifPresent(restorations::add);
    }

    /** @param impatient whether it ends the process where a stop is already under way */
    void received(String reason, boolean impatient) {
        if (stopping.compareAndSet(false, true)) {
            stop.accept(reason);
        } else if (impatient) {
            leave.run();
        }
    }

    /** From here on signals do again what they did before. */
    @Override
    public void close() {
        restorations.forEach(Signals.Restoration::restore);
        restorations.clear();
    }
}
