package dev.loadtest.engine.run;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The first requests of a run and their responses, as text without secrets. Shared by its workers; any thread. */
public final class FirstExchanges {
    /** Shows nothing. */
    public static final FirstExchanges NONE = new FirstExchanges(0, text -> {});

    private final int most;
    private final Consumer<String> shown;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param most how many requests are shown
     * @param shown called on the loop of a worker with several lines; must not block for long
     */
    public FirstExchanges(int most, Consumer<String> shown) {
        this.most = most;
        this.shown = shown;
    }

    /** Number of a request that is shown, from 1; 0 for one that is not. */
    int take() {
        if (taken.get() >= most) {
            return 0;
        }
        int number = taken.incrementAndGet();
        return number <= most ? number : 0;
    }

    void show(String text) {
        shown.accept(text);
    }
}
