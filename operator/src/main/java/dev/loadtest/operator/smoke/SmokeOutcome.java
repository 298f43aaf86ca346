package dev.loadtest.operator.smoke;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a smoke test reads. Pure. */
final class SmokeOutcome {
    private SmokeOutcome() {}

    /** Of ready pods, those of the first one's family. */
    static List<String> addresses(List<Pod> pods) {
        List<String> all = pods.stream()
                .filter(SmokeOutcome::isReady)
                .map(pod -> pod.getStatus().getPodIP())
                .filter(Objects::nonNull)
                .toList();
        return all.stream()
                .filter(it -> it.contains(":") == all.getFirst().contains(":"))
                .toList();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && Objects.requireNonNullElse(pod.getStatus().getConditions(), List.<PodCondition>of()).stream()
                        .anyMatch(it -> "Ready".equals(it.getType()) && "True".equals(it.getStatus()));
    }

    /** Whether it has ended, was refused or is gone. */
    static boolean isSettled(@Nullable LoadTest test) {
        return test == null
                || status(test)
                        .filter(status -> status.completionTime() != null || isStalled(status))
                        .isPresent();
    }

    static boolean isPassed(@Nullable LoadTest test) {
        return status(test)
                .filter(status -> status.verdict() == LoadTestStatus.Verdict.PASSED)
                .isPresent();
    }

    /** State or verdict, and why. */
    static String sentence(@Nullable LoadTest test) {
        if (test == null) {
            return "the LoadTest was deleted";
        }
        return status(test)
                .filter(status -> status.state() != null)
                .map(status -> Stream.of(
                                String.valueOf(status.verdict() == null ? status.state() : status.verdict()),
                                Objects.requireNonNullElse(status.message(), ""))
                        .filter(said -> !said.isEmpty())
                        .reduce((first, second) -> first + ": " + second)
                        .orElse(""))
                .orElse("no operator has seen the LoadTest: see the logs of its pods, and watchNamespaces");
    }

    private static Optional<LoadTestStatus> status(@Nullable LoadTest test) {
        return test == null ? Optional.empty() : Optional.ofNullable(test.getStatus());
    }

    private static boolean isStalled(LoadTestStatus status) {
        return Objects.requireNonNullElse(status.conditions(), List.<Condition>of()).stream()
                .anyMatch(it -> "Stalled".equals(it.getType()) && "True".equals(it.getStatus()));
    }
}
