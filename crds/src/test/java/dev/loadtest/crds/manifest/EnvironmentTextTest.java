package dev.loadtest.crds.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ${env:NAME}} stands for. */
class EnvironmentTextTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOST", "plots", "RATE", "200", "EMPTY", "", "MONEY", "$1 \\ ${file}");

    private static String manifest(String select, String more) {
        return """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: "a-${env:HOST:-x}"}
                spec:
                  target: {url: "http://plots"}
                  select: "%s"
                  requests: [{name: r, path: /}]
                  phases: [{name: one, request: r}]
                %s""".formatted(select, more.indent(2));
    }

    private static Manifest read(String manifest) {
        return ManifestReader.readAll(manifest.getBytes(UTF_8), List.of(), ENVIRONMENT)
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "${env:HOST}, plots",
        "a ${env:HOST} b ${env:RATE}, a plots b 200",
        "${env:NONE:-fallback}, fallback",
        "${env:HOST:-fallback}, plots",
        "${env:EMPTY:-fallback}x, x",
        "${env:NONE:-}x, x",
        "${env:NONE:-http://a:80/b}, http://a:80/b",
        "$${env:HOST}, $${env:HOST}",
        "${host}, ${host}"
    })
    void isReplacedByItsText(String text, String filled) {
        Manifest manifest = read(manifest(text, ""));
        assertThat(manifest.problems()).isEmpty();
        assertThat(manifest.spec().select()).isEqualTo(filled);
        assertThat(manifest.name()).isEqualTo("a-plots");
    }

    @Test
    void replacementIsNotExpanded() {
        assertThat(read(manifest("${env:MONEY}", "")).spec().select()).isEqualTo("$1 \\ ${file}");
    }

    @Test
    void isTypedByItsField() {
        Manifest manifest = read(
                manifest("x", "seed: ${env:RATE}\nsuspend: ${env:NONE:-true}\nactiveDeadlineSeconds: ${env:HOST}"));
        assertThat(manifest.spec().seed()).isEqualTo(200);
        assertThat(manifest.spec().suspend()).isTrue();
        assertThat(manifest.problems())
                .containsExactly(
                        new Problem("spec.activeDeadlineSeconds", "expected a whole number, found the text \"plots\""));
    }

    @Test
    void problemsAreReportedTogether() {
        Manifest manifest =
                read(manifest("${env:NONE} ${env:} ${env:A B} ${env:HOST:x} ${env:HOST", "drain: ${env:NEITHER}"));
        assertThat(manifest.problems())
                .contains(
                        new Problem(
                                "spec.select", "the environment has no NONE; set it, or write ${env:NONE:-default}"),
                        new Problem(
                                "spec.select", "\"${env:}\" is not of the form ${env:NAME} or ${env:NAME:-default}"),
                        new Problem(
                                "spec.select", "\"${env:A B}\" is not of the form ${env:NAME} or ${env:NAME:-default}"),
                        new Problem(
                                "spec.select",
                                "\"${env:HOST:x}\" is not of the form ${env:NAME} or ${env:NAME:-default}"),
                        new Problem(
                                "spec.select", "\"${env:HOST\" is not of the form ${env:NAME} or ${env:NAME:-default}"),
                        new Problem(
                                "spec.drain",
                                "the environment has no NEITHER; set it, or write ${env:NEITHER:-default}"));
    }

    @Test
    void refusedInCluster() {
        assertThat(ManifestReader.read(manifest("${env:HOST:-x}", "").getBytes(UTF_8))
                        .problems())
                .contains(new Problem(
                        "spec.select",
                        "${env:HOST} is filled in by ./loadtest on one machine only: write the value here, or keep it in"
                                + " a Secret or a variant's values"));
    }
}
