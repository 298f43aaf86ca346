package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operator may do what it does, by the API server's own words: nothing less, and nothing more. */
class VerbsE2E {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    /** Where it runs load tests. */
    private static final Set<String> EVERYWHERE = Set.of(
            "loadtests.loadtest.dev get",
            "loadtests.loadtest.dev list",
            "loadtests.loadtest.dev watch",
            "loadtests.loadtest.dev delete",
            "loadtests/status.loadtest.dev update",
            "loadtests/finalizers.loadtest.dev update",
            "jobs.batch get",
            "jobs.batch list",
            "jobs.batch watch",
            "jobs.batch create",
            "jobs.batch patch",
            "jobs.batch delete",
            "pods list",
            "pods watch",
            "pods delete",
            "configmaps get",
            "configmaps create",
            "configmaps patch",
            "configmaps delete",
            "services get",
            "persistentvolumeclaims get",
            "endpointslices.discovery.k8s.io list",
            "networkpolicies.networking.k8s.io get",
            "networkpolicies.networking.k8s.io create",
            "networkpolicies.networking.k8s.io patch",
            "networkpolicies.networking.k8s.io delete",
            "events get",
            "events list",
            "events create",
            "events patch");

    /** Every account may ask what it itself may. */
    private static final Set<String> OF_EVERY_ACCOUNT = Set.of(
            "selfsubjectaccessreviews.authorization.k8s.io create",
            "selfsubjectrulesreviews.authorization.k8s.io create",
            "selfsubjectreviews.authentication.k8s.io create");

    /** Asked of it by the admission of owner references that block a deletion, never requested. */
    private static final Set<String> NEVER_REQUESTED = Set.of("loadtests/finalizers.loadtest.dev update");

    /** What takes orphans away: {@link ObjectsE2E} makes some. */
    private static final Set<String> OF_ORPHANS = Set.of("pods delete", "networkpolicies.networking.k8s.io delete");

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    /** All resources that the API server knows, times all verbs. */
    @Test
    void exactRights() {
        try (Scenario scenario = Scenario.open("verbs-may")) {
            Set<String> may = new TreeSet<>();
            for (String resource : resources()) {
                for (String verb : VERBS) {
                    if (may(scenario.namespace(), resource, verb)) {
                        may.add(resource + " " + verb);
                    }
                }
            }
            may.removeAll(OF_EVERY_ACCOUNT);
            assertThat(may).containsExactlyInAnyOrderElementsOf(EVERYWHERE);
        }
    }

    /** Without any one of them a scenario would fail: each is requested in these few. */
    @Test
    void rightsSuffice() {
        Testbed.required();
        try (Scenario scenario = Scenario.open("verbs-done");
                HostVolume volume = new HostVolume(scenario)) {
            scenario.plots();
            volume.put("examples/plot-service/inputs", "in");
            volume.claim("data", "ReadWriteMany");
            Run run = scenario.run(
                    Scenario.read("e2e/scenarios/volumes/loadtest.yaml"),
                    Manifests.spec(Map.of("ttlSecondsAfterFinished", 5)));
            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            run.awaitGone(60);
            Run again = scenario.run(Scenario.read("e2e/scenarios/operator-loss/brief.yaml"));
            again.await(60, status -> status.startTime() != null);
            suspended(again);
            again.patch("{\"suspend\": false}");
            again.awaitState(60, State.RUNNING);
            // The event of before is counted once more.
            suspended(again);
            Operator.kill();
            Operator.ready();
            // An operator before may have made it, so the one that leads makes it anew.
            Kubernetes.client().leases().inNamespace(Operator.NAMESPACE).delete();
            again.patch("{\"suspend\": false}");
            assertThat(again.awaitEnd(120).verdict()).as(again::describe).isEqualTo(Verdict.PASSED);

            Set<String> granted = granted();
            granted.removeAll(NEVER_REQUESTED);
            granted.removeAll(OF_ORPHANS);
            Kubernetes.within(20).untilAsserted(() -> assertThat(requested()).containsAll(granted));
        }
    }

    private static void suspended(Run run) {
        run.patch("{\"suspend\": true}");
        run.awaitState(60, State.SUSPENDED);
    }

    private static Set<String> resources() {
        // Discovery does not name the one subresource that is for admission alone.
        Set<String> resources = new TreeSet<>(Set.of("loadtests/finalizers.loadtest.dev"));
        addResources("/api/v1", "", resources);
        for (JsonNode group : read("/apis").path("groups")) {
            String name = group.path("name").asText();
            addResources(
                    "/apis/"
                            + group.path("preferredVersion")
                                    .path("groupVersion")
                                    .asText(),
                    "." + name,
                    resources);
        }
        return resources;
    }

    private static void addResources(String path, String suffix, Set<String> resources) {
        for (JsonNode resource : read(path).path("resources")) {
            resources.add(resource.path("name").asText() + suffix);
        }
    }

    private static JsonNode read(String path) {
        return parse(Objects.requireNonNull(Kubernetes.client().raw(path), path));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param resource RESOURCE[/SUBRESOURCE][.GROUP] */
    private static boolean may(String namespace, String resource, String verb) {
        int dot = resource.indexOf('.');
        String[] names = (dot < 0 ? resource : resource.substring(0, dot)).split("/", 2);
        return Kubernetes.client()
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(Operator.release().account())
                        .withNewResourceAttributes()
                        .withNamespace(namespace)
                        .withGroup(dot < 0 ? "" : resource.substring(dot + 1))
                        .withResource(names[0])
                        .withSubresource(names.length > 1 ? names[1] : null)
                        .withVerb(verb)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }

    /** What the chart's roles for the operator grant, in its own namespace too. */
    private static Set<String> granted() {
        String yaml = Operator.release().template().ok().out();
        List<HasMetadata> objects = Kubernetes.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
        return objects.stream()
                .filter(object -> !object.getMetadata().getName().matches(".*-(view|edit|smoke|smoke-target)"))
                .flatMap(object -> switch (object) {
                    case Role role -> role.getRules().stream();
                    case ClusterRole role -> role.getRules().stream();
                    default -> Stream.<PolicyRule>empty();
                })
                .flatMap(rule -> rule.getApiGroups().stream()
                        .flatMap(group -> rule.getResources().stream().flatMap(resource -> rule.getVerbs().stream()
                                .map(verb -> named(resource, group) + " " + verb))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the API server was asked for by the operator, and allowed, since the cluster is up. */
    private static Set<String> requested() {
        return Command.cluster("audit")
                .ok()
                .out()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(VerbsE2E::parse)
                .filter(event -> event.path("user")
                        .path("username")
                        .asText()
                        .equals(Operator.release().account()))
                .filter(event -> "allow"
                        .equals(event.path("annotations")
                                .path("authorization.k8s.io/decision")
                                .asText()))
                .flatMap(event -> {
                    JsonNode object = event.path("objectRef");
                    String sub = object.path("subresource").asText();
                    String resource = object.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub);
                    return verbs(event)
                            .map(verb -> named(resource, object.path("apiGroup").asText()) + " " + verb);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A server-side apply that creates its object is a patch by its name, and is authorized as a patch and as a create. */
    private static Stream<String> verbs(JsonNode event) {
        String verb = event.path("verb").asText();
        int code = event.path("responseStatus").path("code").asInt();
        return verb.equals("patch") && code == 201 ? Stream.of(verb, "create") : Stream.of(verb);
    }

    private static String named(String resource, String group) {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
