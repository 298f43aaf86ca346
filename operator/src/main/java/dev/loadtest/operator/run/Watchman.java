package dev.loadtest.operator.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the objects of one run until it is over, again and again, on a thread of its own. */
final class Watchman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
    /** What becomes of a run's objects is found out within twice this. */
    static final Duration EVERY = Duration.ofSeconds(3);

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Upkeep> objects;
    private final Consumer<String> broken;
    private boolean told;

    /** @param broken told once why the run cannot go on */
    Watchman(String run, List<Upkeep> objects, Duration every, Consumer<String> broken) {
        this.objects = List.copyOf(objects);
        this.broken = broken;
        Thread.ofVirtual().name("upkeep-" + run).start(() -> watch(every));
    }

    private void watch(Duration every) {
        try {
            while (!over.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                objects.forEach(this::look);
            }
            objects.forEach(this::leave);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Upkeep upkeep) {
        try {
            Optional<String> why = upkeep.look();
            if (why.isPresent() && !told) {
                told = true;
                broken.accept(why.get());
            }
        } catch (RuntimeException unreachable) {
            // The run needs no API server; it is looked again.
            LOG.debug("the objects of a run cannot be looked after now", unreachable);
        }
    }

    private void leave(Upkeep upkeep) {
        try {
            upkeep.leave();
        } catch (RuntimeException unreachable) {
            LOG.debug("the objects of a run cannot be taken away now", unreachable);
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
