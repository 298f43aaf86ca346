package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Releases limited to namespaces, with Roles and no further rights. */
class ChartScopeE2E {
    private static final String SINGLE = "e2e/scenarios/lifecycle/single.yaml";

    @AfterAll
    static void operator() {
        Operator.ready();
    }

    /** The second release's namespace is under Pod Security "restricted", like every scenario's. */
    @Test
    void releasesRunTheirOwnNamespaces() {
        try (Scenario ours = Scenario.open("chart-ours");
                Scenario theirs = Scenario.open("chart-theirs");
                Scenario nobodys = Scenario.open("chart-nobodys");
                Scenario system = Scenario.open("chart-system")) {
            Release first = Operator.release();
            Release second = Release.of("second", system.namespace());
            Operator.ready("watchNamespaces={" + ours.namespace() + "}");
            String watched = "watchNamespaces={" + theirs.namespace() + "}";
            assertThat(second.upgrade(watched).out()).contains("loadtests.loadtest.dev", "exists", first.name());
            try {
                second.upgrade(watched, "crds.install=false", "targets.watchApiServers=false")
                        .ok();

                assertRights(first, ours, theirs, nobodys);
                assertRights(second, theirs, ours, nobodys);
                assertThat(mayReadApiServers(first)).isTrue();
                assertThat(mayReadApiServers(second)).isFalse();
                assertThat(second.objects("clusterroles,clusterrolebindings")).isEmpty();
                assertThat(first.objects("clusterroles,clusterrolebindings"))
                        .containsExactly(userRole(first, "edit"), userRole(first, "view"));
                nobodys.plots();
                Run left = nobodys.run(Scenario.read(SINGLE));
                assertPasses(ours);
                assertPasses(theirs);
                assertThat(left.status().state()).isNull();
                assertThat(left.status().observedGeneration()).isEqualTo(-1);
            } finally {
                second.uninstall();
            }
            Kubernetes.within(60).untilAsserted(() -> assertThat(second.objects(Release.KINDS))
                    .isEmpty());
            assertThat(Kubernetes.names("get", "customresourcedefinition", "loadtests.loadtest.dev"))
                    .hasSize(1);
        }
    }

    @Test
    void takeOwnershipOfCrd() {
        Operator.ready();
        try (Scenario scenario = Scenario.open("chart-other");
                Scenario system = Scenario.open("chart-other-system")) {
            scenario.plots();
            Run run = scenario.run(Scenario.read(SINGLE), Manifests.spec(Map.of("suspend", true)));
            Operator.release().uninstall().ok();
            Release other = Release.of("other", system.namespace());
            try {
                assertThat(other.upgrade().out()).contains("loadtests.loadtest.dev", "invalid ownership metadata");
                other.takeOver().ok();

                run.patch("{\"suspend\": false}");
                assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            } finally {
                other.uninstall();
            }
            assertThat(run.status().verdict()).isEqualTo(Verdict.PASSED);
        }
    }

    /**
     * Its Role is deleted with it, and the rest must not keep the operator from the other namespaces, even after a
     * restart.
     */
    @Test
    void deletedNamespaceAffectsNoOther() {
        try (Scenario stays = Scenario.open("chart-stays");
                Scenario goes = Scenario.open("chart-goes")) {
            Operator.ready("watchNamespaces={" + stays.namespace() + "," + goes.namespace() + "}");
            Command.kubectl("delete", "namespace", goes.namespace()).ok();
            Pod leader = Operator.leader();
            Kubernetes.client().resource(leader).delete();
            Operator.awaitOtherLeader(leader, 60);

            assertPasses(stays);
        }
    }

    private static void assertRights(Release release, Scenario own, Scenario... others) {
        assertThat(Kubernetes.may(release.account(), own.namespace(), "list", "loadtests"))
                .isTrue();
        for (Scenario other : others) {
            assertThat(Kubernetes.may(release.account(), other.namespace(), "list", "loadtests"))
                    .isFalse();
        }
    }

    /** The only right of a release in namespace {@code default}. */
    private static boolean mayReadApiServers(Release release) {
        return Kubernetes.may(release.account(), "default", "get", "endpointslices.discovery.k8s.io/kubernetes");
    }

    private static void assertPasses(Scenario scenario) {
        scenario.plots();
        Run run = scenario.run(Scenario.read(SINGLE));
        assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
    }

    private static String userRole(Release release, String name) {
        return "clusterrole.rbac.authorization.k8s.io/" + release.fullname() + "-" + name;
    }
}
