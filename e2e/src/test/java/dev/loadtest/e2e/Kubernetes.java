package dev.loadtest.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The cluster of KUBECONFIG. */
final class Kubernetes {
    private Kubernetes() {}

    static KubernetesClient client() {
        return Client.OPEN;
    }

    /** Opened by the first test that needs a cluster. */
    private static final class Client {
        private static final KubernetesClient OPEN = open();
    }

    private static KubernetesClient open() {
        if (System.getenv("KUBECONFIG") == null) {
            throw new IllegalStateException("KUBECONFIG is not set: e2e/run starts a cluster and sets it");
        }
        return new KubernetesClientBuilder()
                .withConfig(Config.autoConfigure(null))
                .build();
    }

    /** Names printed by a kubectl command with {@code -o name}. */
    static List<String> names(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("-o", "name", "--ignore-not-found"));
        return Command.kubectl(command.toArray(String[]::new))
                .ok()
                .out()
                .lines()
                .toList();
    }

    /**
     * Whether a user has a right, by the API server.
     *
     * @param what in the syntax of {@code kubectl auth can-i}: a verb, and a resource or RESOURCE/NAME
     */
    static boolean may(String who, String namespace, String... what) {
        List<String> words = new ArrayList<>(List.of("auth", "can-i", "--as", who, "--namespace", namespace));
        words.addAll(List.of(what));
        String said = Command.kubectl(words.toArray(String[]::new)).out().strip();
        return switch (said.substring(said.lastIndexOf('\n') + 1)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new AssertionError(said);
        };
    }

    /** Polls for at most so many seconds. */
    static ConditionFactory within(long seconds) {
        return Awaitility.await().atMost(seconds, TimeUnit.SECONDS).pollInterval(200, TimeUnit.MILLISECONDS);
    }

    /** Whether a condition holds for so many consecutive seconds, beginning within as many. */
    static void steady(long seconds, Callable<Boolean> held) {
        within(2 * seconds + 1).during(seconds, TimeUnit.SECONDS).until(held);
    }

    /** Lets time pass, in tests of elapsed time. */
    static void later(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        within(millis / 1_000 + 5).until(() -> System.nanoTime() >= end);
    }

    /** A file of the project. */
    static Path file(String path) {
        return Path.of(System.getProperty("loadtest.root")).resolve(path).normalize();
    }
}
