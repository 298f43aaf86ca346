package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.desired.Names;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Why workers are not ready, one sentence each: from the pods' status, from workers about missing references, and from
 * events, which alone report a quota or a failed mount. Any thread.
 */
final class Obstacles {
    /** Reasons that the pods' status or the worker explains better. */
    private static final Set<String> SAID_ELSEWHERE =
            Set.of("FailedScheduling", "Unhealthy", "BackOff", "Failed", "ErrImageNeverPull", "InspectFailed");

    private static final int LONGEST = 300;

    private final KubernetesClient client;
    private final WorkerReadiness readiness;

    Obstacles(KubernetesClient client, WorkerReadiness readiness) {
        this.client = client;
        this.readiness = readiness;
    }

    List<String> of(LoadTest test, Collection<Pod> pods, Instant now) {
        TreeSet<String> obstacles = new TreeSet<>(PodView.obstacles(pods));
        pods.stream()
                .filter(pod -> PodView.isRunning(pod) && !PodView.isReady(pod))
                .flatMap(pod -> readiness.lastWord(PodView.ip(pod), now).stream())
                .forEach(obstacles::add);
        int wished = Objects.requireNonNullElse(test.getSpec().parallelism(), 1);
        boolean incomplete = pods.size() < wished || pods.stream().anyMatch(Obstacles::isBeingMade);
        if (incomplete && test.getStatus() != null) {
            obstacles.addAll(told(test));
        }
        return List.copyOf(obstacles);
    }

    /** Not ready, not running, and without a reason. */
    private static boolean isBeingMade(Pod pod) {
        return !PodView.isReady(pod)
                && !PodView.isRunning(pod)
                && PodView.obstacles(List.of(pod)).isEmpty();
    }

    /** The newest event of each reason: a Job that cannot create pods reports it repeatedly, for each anew. */
    private Collection<String> told(LoadTest test) {
        String base = Names.of(test).base();
        Pattern pod = Pattern.compile(Pattern.quote(base) + "-\\d+-[a-z0-9]{5}");
        Map<String, Event> newest = new TreeMap<>();
        client
                .v1()
                .events()
                .inNamespace(test.getMetadata().getNamespace())
                .withField("type", "Warning")
                .list()
                .getItems()
                .stream()
                .filter(event -> isAbout(event, base) && !SAID_ELSEWHERE.contains(event.getReason()))
                .filter(event -> event.getMessage() != null)
                .forEach(event ->
                        newest.merge(event.getReason(), event, (a, b) -> time(a).compareTo(time(b)) >= 0 ? a : b));
        return newest.values().stream()
                .map(event -> event.getReason() + ": "
                        + pod.matcher(event.getMessage().strip()).replaceAll(base))
                .map(Obstacles::cut)
                .toList();
    }

    private static String time(Event event) {
        return Objects.requireNonNullElse(event.getLastTimestamp(), "");
    }

    private static boolean isAbout(Event event, String base) {
        String kind = event.getInvolvedObject().getKind();
        String name = String.valueOf(event.getInvolvedObject().getName());
        return "Job".equals(kind) && name.equals(base) || "Pod".equals(kind) && name.startsWith(base + "-");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
