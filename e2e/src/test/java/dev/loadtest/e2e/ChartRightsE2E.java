package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rights that the chart grants to the operator and to users. */
class ChartRightsE2E {
    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replicas=1", "watchNamespaces={a,b}", "crds.install=false"})
    void noWildcards(String value) {
        List<PolicyRule> rules = rendered(value).stream()
                .flatMap(object -> switch (object) {
                    case Role role -> role.getRules().stream();
                    case ClusterRole role -> role.getRules().stream();
                    default -> Stream.<PolicyRule>empty();
                })
                .toList();

        assertThat(rules).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.getApiGroups()).isNotEmpty().doesNotContain("*");
            assertThat(rule.getResources()).isNotEmpty().noneMatch(resource -> resource.contains("*"));
            assertThat(rule.getVerbs()).isNotEmpty().doesNotContain("*", "escalate", "bind", "impersonate");
        });
    }

    @Test
    void namespacedReleaseHasNoClusterObjects() {
        assertThat(rendered("watchNamespaces={a,b}", "crds.install=false"))
                .allMatch(Namespaced.class::isInstance)
                .allMatch(object -> List.of("a", "b", Operator.NAMESPACE)
                                .contains(object.getMetadata().getNamespace())
                        || mayReadApiServers(object.getMetadata()));
    }

    /** Role and binding for one object of another namespace: the addresses of the API servers. */
    private static boolean mayReadApiServers(ObjectMeta object) {
        return object.getNamespace().equals("default") && object.getName().endsWith("-api-servers");
    }

    @Test
    void operatorReadsOnlyItsKey() {
        String operator = Operator.release().account();
        try (Scenario scenario = Scenario.open("chart-secrets")) {
            for (String verb : List.of("get", "list", "watch", "create", "update", "patch", "delete")) {
                assertThat(Kubernetes.may(operator, scenario.namespace(), verb, "secrets"))
                        .as(verb)
                        .isFalse();
            }
            assertThat(Kubernetes.may(operator, scenario.namespace(), "create", "pods"))
                    .isFalse();
            assertThat(Kubernetes.may(operator, scenario.namespace(), "create", "jobs.batch"))
                    .isTrue();
            assertThat(Kubernetes.may(
                            operator,
                            scenario.namespace(),
                            "update",
                            "loadtests.loadtest.dev",
                            "--subresource=finalizers"))
                    .as("for owner references that block a deletion")
                    .isTrue();
        }
        String key = "secret/" + Operator.release().fullname() + "-control-key";
        assertThat(Kubernetes.may(operator, Operator.NAMESPACE, "get", key)).isTrue();
        assertThat(Kubernetes.may(operator, Operator.NAMESPACE, "update", key)).isFalse();
        assertThat(Kubernetes.may(operator, Operator.NAMESPACE, "get", "secret/another"))
                .isFalse();
        assertThat(Kubernetes.may(operator, Operator.NAMESPACE, "list", "secrets"))
                .isFalse();
    }

    /** The aggregation controller is asynchronous, so the first check may be too early. */
    @ParameterizedTest
    @CsvSource({"view, true, false", "edit, true, true", "admin, true, true"})
    void viewAndEditIncludeLoadTests(String role, boolean reads, boolean writes) {
        try (Scenario scenario = Scenario.open("chart-" + role)) {
            String user = "user-" + role;
            Command.kubectl(
                            "-n",
                            scenario.namespace(),
                            "create",
                            "rolebinding",
                            role,
                            "--clusterrole",
                            role,
                            "--user",
                            user)
                    .ok();

            for (String verb : List.of("get", "list", "watch")) {
                assertMay(user, scenario, reads, verb, "loadtests.loadtest.dev");
            }
            for (String verb : List.of("create", "update", "patch", "delete", "deletecollection")) {
                assertMay(user, scenario, writes, verb, "loadtests.loadtest.dev");
            }
            assertMay(user, scenario, reads, "get", "loadtests.loadtest.dev", "--subresource=status");
            assertMay(user, scenario, false, "update", "loadtests.loadtest.dev", "--subresource=status");
        }
    }

    private static void assertMay(String user, Scenario scenario, boolean expected, String... what) {
        Kubernetes.within(10).untilAsserted(() -> assertThat(Kubernetes.may(user, scenario.namespace(), what))
                .as("%s %s", user, String.join(" ", what))
                .isEqualTo(expected));
    }

    private static List<HasMetadata> rendered(String... values) {
        String yaml = Operator.release().template(values).ok().out();
        return Kubernetes.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}
