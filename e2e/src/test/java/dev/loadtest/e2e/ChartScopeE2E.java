package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Releases that serve some namespaces only, with Roles and no rights beyond. */
class ChartScopeE2E {
    private static final String SINGLE = "e2e/scenarios/lifecycle/single.yaml";

    @AfterAll
    static void operator() {
        Operator.ready();
    }

    /** The second one's own namespace is under Pod Security "restricted", as all of a scenario's are. */
    @Test
    void twoReleasesEachRunTheirOwnNamespacesAndNoOther() {
        try (Scenario ours = Scenario.open("chart-ours");
                Scenario theirs = Scenario.open("chart-theirs");
                Scenario nobodys = Scenario.open("chart-nobodys");
                Scenario system = Scenario.open("chart-system")) {
            Release first = Operator.release();
            Release second = Release.of("second", system.namespace());
            Operator.ready("watchNamespaces={" + ours.namespace() + "}");

            assertThat(second.upgrade("watchNamespaces={" + theirs.namespace() + "}")
                            .out())
                    .contains("loadtests.loadtest.dev", "exists", first.name());
            second.upgrade("watchNamespaces={" + theirs.namespace() + "}", "crds.install=false")
                    .ok();

            assertThat(second.objects("clusterroles,clusterrolebindings")).isEmpty();
            assertThat(first.objects("clusterroles,clusterrolebindings"))
                    .containsExactly(userRole(first, "edit"), userRole(first, "view"));
            for (Release release : new Release[] {first, second}) {
                for (Scenario scenario : new Scenario[] {ours, theirs, nobodys}) {
                    assertThat(Kubernetes.may(release.account(), scenario.namespace(), "list", "loadtests"))
                            .isEqualTo(scenario == (release == first ? ours : theirs));
                }
            }
            nobodys.plots();
            Run left = nobodys.run(Scenario.read(SINGLE));
            for (Scenario scenario : new Scenario[] {ours, theirs}) {
                scenario.plots();
                Run run = scenario.run(Scenario.read(SINGLE));
                assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            }
            assertThat(left.resource().get().getStatus()).isNull();

            second.uninstall().ok();
            assertThat(second.objects("roles,rolebindings,deployments,serviceaccounts"))
                    .isEmpty();
            assertThat(Kubernetes.names("get", "customresourcedefinition", "loadtests.loadtest.dev"))
                    .hasSize(1);
        }
    }

    private static String userRole(Release release, String name) {
        return "clusterrole.rbac.authorization.k8s.io/" + release.fullname() + "-" + name;
    }
}
