package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.FileRef;
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

    /** @param patterns of each set on a volume, by its name */
    void ask(String uid, WorkerConnector connector, WorkerConnector.Endpoint worker, Map<String, String> patterns) {
        if (known.putIfAbsent(uid, new FileListing.Underway()) != null) {
            return;
        }
        CompletionStage<List<FileSet>> all = CompletableFuture.completedFuture(List.of());
        for (Map.Entry<String, String> set : patterns.entrySet()) {
            CompletionStage<List<FileRef>> one = connector.list(worker, set.getKey(), set.getValue());
            all = all.thenCombine(one, (before, files) -> {
                List<FileSet> sets = new ArrayList<>(before);
                sets.add(new FileSet(set.getKey(), files));
                return sets;
            });
        }
        all.whenComplete((sets, failure) -> known.computeIfPresent(
                uid,
                (id, underway) ->
                        failure == null ? new FileListing.Listed(sets) : new FileListing.Failed(why(failure))));
    }

    void forget(String uid) {
        known.remove(uid);
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "the files of a volume could not be listed: " + cause.getMessage();
    }
}
