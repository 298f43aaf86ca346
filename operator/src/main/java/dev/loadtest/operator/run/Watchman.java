package dev.loadtest.operator.run;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the upkeep of one run periodically until it is over, on a thread of its own. */
final class Watchman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
    /** Changes of a run's objects are detected within twice this time. */
    static final Duration EVERY = Duration.ofSeconds(3);

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Upkeep> objects;
    private final Consumer<String> broken;
    private final Set<String> refusals = new HashSet<>();
    private boolean told;

    /** @param broken called once with the reason why the run cannot continue */
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
        } catch (RuntimeException failure) {
            log(failure);
        }
    }

    /** The run needs no API server, which may be away; one that refuses is a defect, logged once for each of its answers. */
    private void log(RuntimeException failure) {
        boolean refused = failure instanceof KubernetesClientException answer && answer.getCode() != 0;
        if (refused && refusals.add(String.valueOf(failure.getMessage()))) {
            LOG.warn("the objects of a run cannot be checked: {}", failure.getMessage());
        } else {
            LOG.debug("the objects of a run cannot be checked now", failure);
        }
    }

    private void leave(Upkeep upkeep) {
        try {
            upkeep.leave();
        } catch (RuntimeException unreachable) {
            LOG.debug("the objects of a run cannot be removed now", unreachable);
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
