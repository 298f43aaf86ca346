package dev.loadtest.operator.observe;

import java.util.List;

/**
 * The pods of a run.
 *
 * @param workers the oldest living pod of each index, in order of the indices
 * @param ended the others that still exist
 * @param holders of each index the oldest pod that may hold a part of a run: once ready, with a running process,
 *     possibly unready or about to end
 */
public record Pods(List<ObservedWorker> workers, List<EndedPod> ended, List<ObservedWorker> holders) {
    public static final Pods NONE = new Pods(List.of(), List.of(), List.of());

    public Pods {
        workers = List.copyOf(workers);
        ended = List.copyOf(ended);
        holders = List.copyOf(holders);
    }

    public int ready() {
        return (int) workers.stream().filter(ObservedWorker::ready).count();
    }
}
