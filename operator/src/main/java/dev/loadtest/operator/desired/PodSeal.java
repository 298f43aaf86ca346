package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.key.OperatorKey;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proof that an operator made a pod or Job for a run: a seal of its key in the container's environment, which cannot be
 * added to an existing pod. Not secret: a copy only makes another pod that may be deleted.
 */
public final class PodSeal {
    private static final String VARIABLE = "LOADTEST_RUN_SEAL";
    private static final int LENGTH = 128;

    private PodSeal() {}

    /** Seals the pods of a new Job. */
    public static Job seal(Job job, OperatorKey key, LoadTest run) {
        EnvVar variable =
                new EnvVarBuilder().withName(VARIABLE).withValue(text(key, run)).build();
        job.getSpec().getTemplate().getSpec().getContainers().forEach(container -> container
                .getEnv()
                .add(variable));
        return job;
    }

    public static boolean isOf(PodSpec pod, OperatorKey key, LoadTest run) {
        String wanted = text(key, run);
        return seals(pod).anyMatch(variable -> wanted.equals(variable.getValue()));
    }

    /** Reads identity only; the rest of a foreign spec may be 1 MB. */
    public static PodSpec alone(PodSpec pod) {
        List<EnvVar> seals = seals(pod)
                .filter(variable ->
                        variable.getValue() != null && variable.getValue().length() <= LENGTH)
                .limit(1)
                .toList();
        return new PodSpecBuilder()
                .addNewContainer()
                .withEnv(seals)
                .endContainer()
                .build();
    }

    /** None if the spec has no containers: a watch's bookmark is a pod or Job with empty fields. */
    private static Stream<EnvVar> seals(PodSpec pod) {
        return all(pod.getContainers())
                .flatMap(container -> all(container.getEnv()))
                .filter(variable -> VARIABLE.equals(variable.getName()));
    }

    private static <T> Stream<T> all(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private static String text(OperatorKey key, LoadTest run) {
        byte[] seal = key.seal(OperatorKey.Purpose.RUN_PODS, run).of("pods".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(seal);
    }
}
