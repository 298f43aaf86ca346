package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.desired.Destinations;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Interference with the objects of a run under way, and its consequences. */
@Timeout(30)
class RunObjectsIT {
    private static final LoadTest TEST = SampleTests.test("parallelism: 2");
    private static final Names NAMES = Names.of(TEST);
    private static final String PLAN = "configmaps/" + NAMES.plan();
    private static final String POLICY = "networkpolicies/" + NAMES.base();
    private static final String JOB = "jobs/" + NAMES.base();
    private static final Validated.Runnable RUNNABLE = SampleTests.runnable(TEST);

    private final Set<String> apiServers = new HashSet<>();
    private Destinations destinations = RUNNABLE.content().destinations();
    private final ApiServer server = new ApiServer();
    private final Runs runs = new Runs();
    private final RunMaker maker = new RunMaker(
            server.client(),
            new Cluster(server.client()),
            runs,
            new OperatorKey(new byte[32]),
            SampleTests.settings(),
            new TargetGuard(SampleTests.settings().targets(), () -> apiServers));
    private final Observation seen = SampleTests.seen(TEST);
    private RunObjects objects;

    RunObjectsIT() throws IOException {
        maker.make(seen, new Decision.CreateObjects(RUNNABLE));
        objects = maker.kept(seen, RUNNABLE, () -> destinations);
    }

    @BeforeEach
    void underWay() {
        assertThat(objects.look()).isEmpty();
        assertThat(server.written()).hasSize(3);
    }

    @AfterEach
    void close() {
        runs.close();
        server.close();
    }

    /**
     * A change by another client.
     *
     * @param object the end of its path
     * @param why the run ends; empty if the object is restored
     */
    private record Deed(String name, String object, Consumer<ApiServer> done, String why) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Deed deleted(String object, String why) {
        return new Deed("deleted " + object, object, server -> server.remove(object), why);
    }

    private static Deed changed(String what, String object, Consumer<ObjectNode> change, String why) {
        return new Deed(what + " of " + object, object, server -> server.change(object, change), why);
    }

    private static void unlabel(ObjectNode object) {
        object.withObject("/metadata/labels").remove(Names.LABEL_UID);
    }

    private static void disown(ObjectNode object) {
        object.withObject("/metadata").remove("ownerReferences");
    }

    /** Deleted, and created again by somebody with our owner and labels. */
    private static void replace(ObjectNode object) {
        object.withObject("/metadata").put("uid", "another");
    }

    static Stream<Deed> deeds() {
        String job = "the Job \"" + NAMES.base() + "\" of the workers was ";
        return Stream.of(
                deleted(PLAN, ""),
                changed("the seed", PLAN, it -> it.withObject("/data").put("seed", "8"), ""),
                changed("the label", PLAN, RunObjectsIT::unlabel, ""),
                changed("the owner", PLAN, RunObjectsIT::disown, ""),
                deleted(POLICY, ""),
                changed("the rules", POLICY, it -> it.withObject("/spec").remove("ingress"), ""),
                changed(
                        "the selector",
                        POLICY,
                        it -> it.withObject("/spec/podSelector/matchLabels").put("none", "such"),
                        ""),
                changed("the label", POLICY, RunObjectsIT::unlabel, ""),
                changed("the owner", POLICY, RunObjectsIT::disown, ""),
                deleted(JOB, job + "deleted"),
                changed(
                        "the deletion",
                        JOB,
                        it -> it.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z"),
                        job + "deleted"),
                changed("the UID", JOB, RunObjectsIT::replace, job + "replaced by another"),
                changed("the owner", JOB, RunObjectsIT::disown, job + "changed: its owner or its label"),
                changed("the label", JOB, RunObjectsIT::unlabel, job + "changed: its owner or its label"),
                changed(
                        "the suspension",
                        JOB,
                        it -> it.withObject("/spec").put("suspend", true),
                        job + "changed: suspend is set"),
                changed(
                        "the parallelism",
                        JOB,
                        it -> it.withObject("/spec").put("parallelism", 1),
                        job + "changed: parallelism is 1 and completions 2, not 2"),
                changed(
                        "the deadline",
                        JOB,
                        it -> it.withObject("/spec").put("activeDeadlineSeconds", 1),
                        job + "changed: activeDeadlineSeconds is 1"));
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void restoredOrRunEnds(Deed deed) {
        Object before = server.get(deed.object()).orElseThrow().deepCopy();
        deed.done().accept(server);
        Optional<String> why = objects.look();
        if (deed.why().isEmpty()) {
            assertThat(why).isEmpty();
            assertThat(server.get(deed.object()).orElseThrow().get(deed.object().equals(PLAN) ? "data" : "spec"))
                    .isEqualTo(((ObjectNode) before).get(deed.object().equals(PLAN) ? "data" : "spec"));
            assertThat(server.get(deed.object()).orElseThrow().at("/metadata/ownerReferences"))
                    .hasSize(1);
            assertThat(objects.look()).isEmpty();
            assertThat(server.written()).as("made again once").hasSize(4);
        } else {
            assertThat(why.orElseThrow()).startsWith(deed.why());
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void foreignObjectIsUntouched(String object) {
        server.change(object, it -> {
            replace(it);
            disown(it);
        });
        assertThat(objects.look().orElseThrow()).contains("that is not this LoadTest's");
        assertThat(server.deleted()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kept")
    void repeatedDeletionEndsRun(String object) {
        for (int i = 0; i < 5; i++) {
            server.remove(object);
            assertThat(objects.look()).isEmpty();
        }
        server.remove(object);
        assertThat(objects.look().orElseThrow()).endsWith("of the run was deleted or changed repeatedly");
    }

    static Stream<String> kept() {
        return Stream.of(PLAN, POLICY);
    }

    /** A control-plane node joins during the run. */
    @Test
    void newApiServerLeavesEgress() {
        TargetRule.Block target = RUNNABLE.content().addresses().stream()
                .map(TargetRule::parse)
                .filter(TargetRule.Block.class::isInstance)
                .map(TargetRule.Block.class::cast)
                .findFirst()
                .orElseThrow();
        String rule = target.cidr().toString();
        assertThat(server.get(POLICY).orElseThrow().at("/spec/egress").toString())
                .contains(rule);
        apiServers.add(rule.substring(0, rule.indexOf('/')));

        assertThat(objects.look()).isEmpty();
        assertThat(server.get(POLICY).orElseThrow().at("/spec/egress").toString())
                .doesNotContain(rule);
        assertThat(objects.look()).isEmpty();
        assertThat(server.written()).as("updated once, in place").hasSize(4);
        assertThat(server.deleted()).isEmpty();
    }

    /** Pods of a headless Service start and end during the run. */
    @Test
    void policyFollowsAddresses() {
        destinations = new Destinations(List.of("10.1.0.2/32"), List.of(Map.of("app", "moved")));

        assertThat(objects.look()).isEmpty();
        assertThat(server.get(POLICY).orElseThrow().at("/spec/egress").toString())
                .contains("10.1.0.2/32", "moved")
                .doesNotContain("10.96.7.7");
        assertThat(objects.look()).isEmpty();
        assertThat(server.written()).as("updated once, in place").hasSize(4);
        assertThat(server.deleted()).isEmpty();
    }

    /** The operator before has updated the policy: the next one finds it as it has to be. */
    @Test
    void policyOfPredecessorStays() {
        Destinations plan = destinations;
        destinations = new Destinations(List.of("10.1.0.2/32"), List.of());
        assertThat(objects.look()).isEmpty();
        Destinations moved = destinations;
        destinations = plan;
        RunObjects next = maker.kept(seen, RUNNABLE, () -> destinations);
        destinations = moved;

        assertThat(next.look()).isEmpty();
        assertThat(next.look()).isEmpty();
        assertThat(server.written()).as("once by the operator before").hasSize(4);
        assertThat(server.deleted()).isEmpty();
    }

    private Pod worker(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .withUid("uid-of-" + name)
                .withResourceVersion("5")
                .withLabels(NAMES.labels())
                .addToAnnotations("batch.kubernetes.io/job-completion-index", "0")
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(NAMES.base())
                .withUid(runs.job(SampleTests.UID).orElseThrow())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }

    static Stream<Consumer<ObjectNode>> waysToLoseAWorker() {
        return Stream.of(RunObjectsIT::disown, it -> it.withObject("/metadata/annotations")
                .removeAll());
    }

    @ParameterizedTest
    @MethodSource("waysToLoseAWorker")
    void formerWorkerPodIsDeleted(Consumer<ObjectNode> change) {
        server.put(worker("a"));
        server.put(worker("b"));
        objects.look();
        server.change("pods/a", change);
        objects.look();
        assertThat(server.deleted()).containsExactly("a");
    }

    @Test
    void foreignPodStays() {
        Pod stranger = worker("a");
        stranger.getMetadata().getOwnerReferences().getFirst().setUid("another");
        server.put(stranger);
        objects.look();
        objects.leave();
        assertThat(server.deleted()).isEmpty();
    }

    @Test
    void lookAlikeJobIsReplacedBeforeStart() {
        server.remove(JOB);
        runs.forget(SampleTests.UID);
        Map<String, String> labels = NAMES.labels();
        server.put(new io.fabric8.kubernetes.api.model.batch.v1.JobBuilder()
                .withMetadata(dev.loadtest.operator.desired.Ownership.metadata(TEST, NAMES.base()))
                .editMetadata()
                .withUid("forged")
                .withResourceVersion("9")
                .withLabels(labels)
                .endMetadata()
                .build());
        maker.make(seen, new Decision.CreateObjects(RUNNABLE));
        assertThat(server.deleted()).containsExactly(NAMES.base());
        maker.make(seen, new Decision.CreateObjects(RUNNABLE));
        assertThat(runs.job(SampleTests.UID))
                .contains(server.get(JOB).orElseThrow().at("/metadata/uid").asText());
    }
}
