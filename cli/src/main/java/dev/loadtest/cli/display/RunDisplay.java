package dev.loadtest.cli.display;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.result.RunResult;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run's progress. Writing to a terminal or a pipe may block, so a thread of its own writes; methods only
 * enqueue, from any thread.
 */
public final class RunDisplay implements RunObserver, AutoCloseable {
    private final Screen screen;
    private final Runnable onBroken;
    private final AtomicReference<@Nullable Live> latest = new AtomicReference<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("display").daemon().factory());
    private boolean toldBroken;

    /** @param onBroken called once, on the display's thread, when output cannot be written any more */
    public RunDisplay(Screen screen, Runnable onBroken) {
        this.screen = screen;
        this.onBroken = onBroken;
    }

    @Override
    public void caseEnded(RunResult.CaseResult result, int progress) {
        ended(EndedCase.of(result, progress));
    }

    /** Prints the line of an ended case. */
    public void ended(EndedCase item) {
        if (!isQuiet()) {
            write(() -> screen.line(CaseLines.of(item, screen.terminal().colour())));
        }
    }

    @Override
    public void progressed(Live live) {
        if (screen.terminal().interactive() && !isQuiet() && latest.getAndSet(live) == null) {
            write(this::redraw);
        }
    }

    /** Redraws the live line of a terminal; the text is cut to its width. */
    public void status(String text) {
        if (!isQuiet()) {
            write(() ->
                    screen.live(LiveLine.cut(OneLine.of(text), screen.terminal().width() - 1)));
        }
    }

    private boolean isQuiet() {
        return screen.verbosity() == Verbosity.QUIET;
    }

    /** Prints a line on standard error. */
    public void notice(String text) {
        write(() -> screen.notice(text));
    }

    private void redraw() {
        Live live = latest.getAndSet(null);
        if (live != null) {
            boolean over = live.state() == Live.State.COMPLETED;
            // Leaves one column free: some terminals wrap once the last one is written.
            screen.live(over ? "" : LiveLine.of(live, screen.terminal().width() - 1));
        }
    }

    private void write(Runnable task) {
        try {
            writer.execute(() -> {
                task.run();
                if (screen.broken() && !toldBroken) {
                    toldBroken = true;
                    onBroken.run();
                }
            });
        } catch (RejectedExecutionException closed) {
            // After the end only a signal's last notice arrives here.
        }
    }

    /** Returns once everything is written and the live line is cleared. */
    @Override
    public void close() {
        write(() -> screen.live(""));
        writer.shutdown();
        try {
            writer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
