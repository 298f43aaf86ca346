package dev.loadtest.operator.run;

import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.engine.plan.FileSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** File lists of volumes from workers, by the LoadTest's UID; requested asynchronously. Any thread. */
final class Listings {
    private final ConcurrentMap<String, FileListing> known = new ConcurrentHashMap<>();

    Optional<FileListing> of(String uid) {
        return Optional.ofNullable(known.get(uid));
    }

    /** @param queries for each set that only a worker can read, by its name */
    void ask(String uid, WorkerConnector connector, WorkerEndpoint worker, Map<String, FileQuery> queries) {
        if (known.putIfAbsent(uid, new FileListing.Underway()) != null) {
            return;
        }
        CompletionStage<List<FileSet>> all = CompletableFuture.completedFuture(List.of());
        for (Map.Entry<String, FileQuery> set : queries.entrySet()) {
            CompletionStage<FileSet> one = connector
                    .list(worker, set.getKey(), set.getValue())
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(new IllegalStateException(
                            why(failure) + set.getValue().hint())));
            all = all.thenCombine(one, (before, found) -> {
                List<FileSet> sets = new ArrayList<>(before);
                sets.add(found);
                return sets;
            });
        }
        all.whenComplete((sets, failure) -> known.computeIfPresent(
                uid,
                (id, underway) -> failure == null
                        ? new FileListing.Listed(sets)
                        : new FileListing.Failed("the files of a volume could not be listed: " + why(failure))));
    }

    void forget(String uid) {
        known.remove(uid);
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }
}
