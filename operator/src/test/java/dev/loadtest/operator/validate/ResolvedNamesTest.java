package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.settings.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If a manifest defines the addresses of names, only those addresses count. */
class ResolvedNamesTest {
    private static List<String> problems(String url, String worker, String... allow) {
        Settings settings = SampleTests.settings(Limits.NONE, false, allow);
        LoadTest test = SampleTests.of("""
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: plots}
                spec:
                  target: {url: "%s"}
                  worker: {%s}
                  requests: [{name: health, path: /health}]
                  phases: [{name: health, request: health}]
                """.formatted(url, worker), null);
        Validated validated = new Validator(settings, new TargetGuard(settings.targets())).validate(seen(test, url));
        return validated instanceof Validated.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    private static Observation seen(LoadTest test, String url) {
        Observation seen = SampleTests.seen(test);
        return url.startsWith("http://plots") ? seen : SampleTests.with(seen, Inputs.NONE);
    }

    /** Each would lead an allowed name to a forbidden address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostAliases: [{ip: 203.0.113.9, hostnames: [shop.example.org]}]",
                "dnsConfig: {searches: [attacker.test], options: [{name: ndots, value: \"15\"}]}",
                "dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.53]}"
            })
    void hostPatternDoesNotCount(String worker) {
        assertThat(problems("http://shop.example.org", worker, "*.example.org", "192.0.2.53"))
                .isEmpty();
        assertThat(problems("http://shop.example.org", worker, "*.example.org")).anySatisfy(it -> assertThat(it)
                .startsWith("spec.target.url: ")
                .contains("host patterns do not count where hostAliases"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnsConfig: {options: [{name: ndots, value: \"1\"}]}", "dnsPolicy: Default"})
    void hostPatternCountsWithClusterDns(String worker) {
        assertThat(problems("http://shop.example.org", worker, "*.example.org")).isEmpty();
    }

    @Test
    void serviceMayHaveAliases() {
        String worker = "hostAliases: [{ip: 10.96.7.7, hostnames: [plots]}]";
        assertThat(problems("http://plots:8000", worker)).isEmpty();
    }

    @Test
    void nameServerIsATarget() {
        String worker = "dnsConfig: {nameservers: [192.0.2.53, 169.254.169.254, \"::ffff:10.96.0.1\"]}";
        assertThat(problems("http://plots:8000", worker, "192.0.2.0/24", "0.0.0.0/0", "::/0"))
                .hasSize(2)
                .allMatch(it -> it.contains("which is never a target in a cluster"))
                .anyMatch(it -> it.startsWith("spec.worker.dnsConfig.nameservers[1]: "));
        assertThat(problems("http://plots:8000", "dnsConfig: {nameservers: [192.0.2.53]}"))
                .containsExactly("spec.worker.dnsConfig.nameservers[0]: the operator's targets.allow does not hold the"
                        + " address \"192.0.2.53\"");
    }
}
