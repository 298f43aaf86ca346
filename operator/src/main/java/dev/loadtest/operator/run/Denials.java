package dev.loadtest.operator.run;

import dev.loadtest.control.message.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the current denied addresses to each worker of a run, new ones too: a control-plane node may join during
 * the run. If a worker does not answer, the addresses are sent to it again. One thread, besides the stages of the workers.
 */
final class Denials implements Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

    private final Supplier<? extends Collection<String>> denied;
    private final Supplier<List<PodWorker>> workers;
    private final Map<PodWorker, Set<String>> known = new ConcurrentHashMap<>();

    /**
     * @param denied addresses of the moment; only grows
     * @param workers those that live
     */
    Denials(Supplier<? extends Collection<String>> denied, Supplier<List<PodWorker>> workers) {
        this.denied = denied;
        this.workers = workers;
    }

    @Override
    public Optional<String> look() {
        Set<String> now = Set.copyOf(denied.get());
        List<PodWorker> living = workers.get();
        known.keySet().retainAll(living);
        living.stream()
                .filter(worker -> !known.getOrDefault(worker, Set.of()).containsAll(now))
                .forEach(worker -> tell(worker, now));
        return Optional.empty();
    }

    private void tell(PodWorker worker, Set<String> now) {
        worker.deny(List.copyOf(now)).whenComplete((done, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                known.put(worker, now);
            } else if (cause instanceof RefusedException) {
                LOG.warn("worker {} keeps the denied addresses of its start: {}", worker.index(), cause.getMessage());
                known.put(worker, now);
            } else {
                LOG.debug("worker {} cannot be told the denied addresses now", worker.index(), cause);
            }
        });
    }
}
