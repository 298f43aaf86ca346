package dev.loadtest.operator.observe;

import java.util.List;

/**
 * The pods of a run.
 *
 * @param workers the newest living pod of each index, in order of the indices
 * @param ended the others that are still to be seen
 */
public record Pods(List<ObservedWorker> workers, List<EndedPod> ended) {
    public static final Pods NONE = new Pods(List.of(), List.of());

    public Pods {
        workers = List.copyOf(workers);
        ended = List.copyOf(ended);
    }

    public int ready() {
        return (int) workers.stream().filter(ObservedWorker::ready).count();
    }
}
