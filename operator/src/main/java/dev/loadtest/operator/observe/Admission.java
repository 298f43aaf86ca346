package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Position of a LoadTest among the others.
 *
 * @param running UIDs of the others that hold a place: started, not ended, place not given back
 * @param runningHere those of them in its namespace
 * @param here number of LoadTests of its namespace that have not ended, including itself
 * @param before number of these that precede it: started ones, and others created earlier
 * @param gaveBack whether it gave its place back after a long suspension
 */
public record Admission(Set<String> running, Set<String> runningHere, int here, int before, boolean gaveBack) {
    /** No other LoadTest in the cluster. */
    public static final Admission ALONE = new Admission(Set.of(), Set.of(), 1, 0, false);

    private static final Comparator<LoadTest> BY_CREATION = Comparator.<LoadTest, String>comparing(
                    test -> Objects.requireNonNullElse(test.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(test -> test.getMetadata().getUid());

    public Admission {
        running = Set.copyOf(running);
        runningHere = Set.copyOf(runningHere);
    }

    /**
     * Counts the others.
     *
     * @param all existing LoadTests, with or without this one
     * @param maxSuspended how long a suspended run keeps its place; zero for always
     */
    public static Admission of(LoadTest test, Collection<LoadTest> all, Duration maxSuspended, Instant now) {
        String namespace = test.getMetadata().getNamespace();
        List<LoadTest> others = all.stream()
                .filter(other -> !uid(other).equals(uid(test)))
                .filter(other -> !isOver(other))
                .toList();
        List<LoadTest> neighbours = others.stream()
                .filter(other -> namespace.equals(other.getMetadata().getNamespace()))
                .toList();
        long before = neighbours.stream()
                .filter(other -> isStarted(other) || BY_CREATION.compare(other, test) < 0)
                .count();
        return new Admission(
                holders(others, maxSuspended, now),
                holders(neighbours, maxSuspended, now),
                neighbours.size() + 1,
                (int) before,
                isStarted(test) && !isOver(test) && !holdsPlace(test, maxSuspended, now));
    }

    private static Set<String> holders(List<LoadTest> tests, Duration maxSuspended, Instant now) {
        return tests.stream()
                .filter(test -> isStarted(test) && holdsPlace(test, maxSuspended, now))
                .map(Admission::uid)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** From the status, so that every operator at one instant concludes alike. */
    private static boolean holdsPlace(LoadTest test, Duration maxSuspended, Instant now) {
        LoadTestStatus status = test.getStatus();
        if (maxSuspended.isZero()
                || status == null
                || status.state() != State.SUSPENDED
                || status.conditions() == null) {
            return true;
        }
        return status.conditions().stream()
                .filter(it -> "Suspended".equals(it.getType()) && "True".equals(it.getStatus()))
                .allMatch(it ->
                        now.isBefore(Instant.parse(it.getLastTransitionTime()).plus(maxSuspended)));
    }

    private static boolean isStarted(LoadTest test) {
        return test.getStatus() != null && test.getStatus().startTime() != null;
    }

    private static boolean isOver(LoadTest test) {
        return test.getStatus() != null && test.getStatus().completionTime() != null;
    }

    private static String uid(LoadTest test) {
        return test.getMetadata().getUid();
    }
}
