package dev.loadtest.operator.run;

import dev.loadtest.control.message.RefusedException;
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
 * Tells each worker of a run where it may connect, and again whenever that changes: the pods of a headless Service come
 * and go, and an API server may join. New workers are told, too, since they start with the addresses of the plan. If a
 * worker does not answer, it is told again. One thread, besides the stages of the workers.
 */
final class AddressUpdates implements Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(AddressUpdates.class);

    private final Supplier<Optional<RunAddresses>> addresses;
    private final Supplier<List<PodWorker>> workers;
    private final Map<PodWorker, Long> known = new ConcurrentHashMap<>();
    private RunAddresses latest = new RunAddresses(Set.of(), Set.of());
    private long version;

    /**
     * @param addresses of the moment; empty if there is nothing to tell
     * @param workers those that live
     */
    AddressUpdates(Supplier<Optional<RunAddresses>> addresses, Supplier<List<PodWorker>> workers) {
        this.addresses = addresses;
        this.workers = workers;
    }

    @Override
    public Optional<String> look() {
        addresses.get().ifPresent(this::tell);
        return Optional.empty();
    }

    private void tell(RunAddresses now) {
        if (version == 0 || !now.equals(latest)) {
            latest = now;
            version++;
        }
        List<PodWorker> living = workers.get();
        known.keySet().retainAll(living);
        living.stream()
                .filter(worker -> known.getOrDefault(worker, 0L) < version)
                .forEach(worker -> tell(worker, version, now));
    }

    private void tell(PodWorker worker, long told, RunAddresses now) {
        worker.update(told, now).whenComplete((done, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                known.merge(worker, told, Math::max);
            } else if (cause instanceof RefusedException) {
                LOG.warn(
                        "worker {} keeps the addresses that it may connect to: {}", worker.index(), cause.getMessage());
                known.merge(worker, told, Math::max);
            } else {
                LOG.debug("worker {} cannot be told where it may connect now", worker.index(), cause);
            }
        });
    }
}
