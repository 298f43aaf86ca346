package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.settings.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every URL of a manifest obeys the operator's rules: further targets, those of variants, and token endpoints. */
class AimRulesTest {
    private static final TargetService PLOTS =
            new TargetService("plots", false, List.of("10.96.7.7"), Map.of("app", "plots"), List.of("10.1.1.1"));
    private static final TargetService IDP =
            new TargetService("idp", false, List.of(), Map.of("app", "idp"), List.of("10.1.1.2"));

    private final List<Problem> problems = new ArrayList<>();
    private String[] allow = {"*.example.org", "192.0.2.0/24"};

    private AimRules rules(Map<String, TargetService> services, String... more) {
        LoadTest test = SampleTests.test(more);
        TargetGuard guard =
                new TargetGuard(SampleTests.settings(Limits.NONE, false, allow).targets());
        return new AimRules(guard, test.getSpec(), new Inputs(services, Map.of(), Map.of()));
    }

    private List<String> said() {
        return problems.stream().map(Problem::path).toList();
    }

    private static final String[] ALL = {
        "targets:",
        "- {name: idp, url: \"http://idp\"}",
        "- {name: shop, url: \"https://shop.example.org\", auth: {oauth2: {tokenUrl: \"https://192.0.2.7/t\", clientId: c, clientSecret: {secretKeyRef: {name: a, key: b}}}}}",
        "variants: [{name: canary, targets: {shop: \"https://192.0.2.8\"}}]"
    };

    @Test
    void workersMayReachAllOfThemAndNothingElse() {
        AimRules rules = rules(Map.of("plots", PLOTS, "idp", IDP), ALL);

        assertThat(rules.check(false, problems))
                .containsExactly(
                        "10.96.7.7/32", "10.1.1.2/32", "*.example.org", "192.0.2.0/24", "192.0.2.7/32", "192.0.2.8/32");
        assertThat(problems).isEmpty();
        assertThat(rules.selectors()).containsExactly(Map.of("app", "plots"), Map.of("app", "idp"));
    }

    @Test
    void eachIsRefusedAtItsField() {
        allow = new String[] {"*.example.org"};
        rules(
                        Map.of("plots", PLOTS, "meta", TargetService.external("meta")),
                        "targets:",
                        "- {name: idp, url: \"http://meta\"}",
                        "- {name: shop, url: \"https://shop.example.org\", host: bank.example.com, auth: {oauth2: {tokenUrl: \"https://169.254.169.254/t\", clientId: c, clientSecret: {secretKeyRef: {name: a, key: b}}}}}",
                        "variants: [{name: canary, targets: {default: \"http://10.0.0.1\", idp: \"http://other.example.com\"}}]")
                .check(false, problems);

        assertThat(said())
                .containsExactly(
                        "spec.targets[0].url",
                        "spec.targets[1].host",
                        "spec.targets[1].auth.oauth2.tokenUrl",
                        "spec.variants[0].targets.default",
                        "spec.variants[0].targets.idp");
    }

    @Test
    void ofABegunRunServicesWithoutEndpointsAreWaitedFor() {
        TargetService empty = new TargetService("idp", false, List.of(), Map.of(), List.of());
        AimRules rules = rules(Map.of("plots", PLOTS, "idp", empty), "targets: [{name: idp, url: \"http://idp\"}]");

        rules.check(true, problems);
        assertThat(said()).isEmpty();
        rules.check(false, problems);
        assertThat(said()).containsExactly("spec.targets[0].url");
    }
}
