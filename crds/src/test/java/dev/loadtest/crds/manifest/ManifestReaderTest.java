package dev.loadtest.crds.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that cannot be files of {@code bad/}, and the conversion of scalars. */
class ManifestReaderTest {
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {generateName: nightly-}
            spec:
              target: {url: "http://plots"}
              requests: [{name: health, path: /health}]
              phases: [{name: one, request: health}]
            """;

    private static Manifest read(String yaml) {
        return ManifestReader.read(yaml.getBytes(UTF_8));
    }

    @Test
    void generateName() {
        Manifest manifest = read(MANIFEST);
        assertThat(manifest.problems()).isEmpty();
        assertThat(manifest.name()).isEqualTo("nightly");
    }

    /** Includes the dash and the five appended characters. */
    @Test
    void generateNameLength() {
        assertThat(read(MANIFEST.replace("nightly-", "n".repeat(34) + "-")).problems())
                .isEmpty();
        assertThat(read(MANIFEST.replace("nightly-", "n".repeat(35) + "-")).problems())
                .containsExactly(new Problem(
                        "metadata.generateName", "makes names of 41 characters (5 are appended), more than 40"));
    }

    @Test
    void statusIsIgnored() {
        assertThat(read(MANIFEST + "status: {anything: [goes]}\n").problems()).isEmpty();
    }

    @Test
    void byteOrderMark() {
        assertThat(read("\uFEFF" + MANIFEST).problems()).isEmpty();
    }

    @Test
    void json() {
        String json = """
                {"apiVersion": "loadtest.dev/v1alpha1", "kind": "LoadTest", "metadata": {"name": "a"}, "spec": {
                 "target": {"url": "http://plots"}, "requests": [{"name": "r", "path": "/"}],
                 "phases": [{"name": "p", "request": "r"}]}}
                """;
        assertThat(read(json).problems()).isEmpty();
    }

    @Test
    void sizeLimit() {
        String filler = MANIFEST + "#" + "x".repeat(YamlDocument.MAX_BYTES - MANIFEST.length() - 1);
        assertThat(read(filler).problems()).isEmpty();
        assertThat(read(filler + "x").problems())
                .containsExactly(new Problem("", "is 1048577 bytes long, more than 1048576"));
    }

    @Test
    void utf8Only() {
        assertThat(ManifestReader.read("a: ä".getBytes(ISO_8859_1)).problems())
                .containsExactly(new Problem("", "is not UTF-8"));
    }

    @Test
    @Timeout(10)
    void hostileNumbersAndKeys() {
        String digits = "9".repeat(500_000);
        assertThat(read(MANIFEST + "  seed: " + digits + "\n").problems()).hasSize(1);
        assertThat(read(MANIFEST + "  seed: 1e" + digits + "\n").problems()).hasSize(1);
        assertThat(read(MANIFEST + "  seed: 1.0e999\n").problems()).hasSize(1);
        StringBuilder keys = new StringBuilder(MANIFEST);
        for (int i = 0; i < 20_000; i++) {
            keys.append("  key").append(i).append(": 1\n");
        }
        assertThat(read(keys.toString()).problems()).hasSize(20_000);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10",
        "+10, 10",
        "1_000, 1000",
        // A sexagesimal number is a text in kubectl too; other notations differ between readers.
        "010, ",
        "0x10, ",
        "1:30, ",
        "10.0, ",
    })
    void decimalIntegers(String text, Integer parallelism) {
        LoadTestSpec spec = read(MANIFEST + "  parallelism: " + text + "\n").spec();
        assertThat(spec).isNotNull();
        assertThat(spec.parallelism()).isEqualTo(parallelism);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02134", "-089", "007.5", "00", "0x10", "-0X1f", "0b1", "0o7", "0_1", ".inf", "-.Inf", ".NaN", "1e0005"
            })
    void unquotedNumberForText(String text) {
        String variants = MANIFEST + "  variants: [{name: v, values: {zip: %s}}]\n";
        assertThat(read(variants.formatted(text)).problems())
                .containsExactly(
                        new Problem(
                                "spec.variants[0].values.zip",
                                text
                                        + " is a number to kubectl, but not as JSON writes it; put it in quotes, or write it in decimal"));
        assertThat(read(variants.formatted("'" + text + "'")).problems()).isEmpty();
        assertThat(read(variants.formatted('"' + text + '"')).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1:30", "01:30", "0x", "0xg", "0b2", "0o8", "089a", "_01", "2001-01-01", "0x123456789abcdef01"})
    void textForKubectlToo(String text) {
        assertThat(read(MANIFEST + "  variants: [{name: v, values: {zip: " + text + "}}]\n")
                        .problems())
                .isEmpty();
    }

    @Test
    void rewrittenKey() {
        String query = MANIFEST.replace("path: /health", "path: /health, query: {%s: a}");
        assertThat(read(query.formatted("10")).problems()).isEmpty();
        assertThat(read(query.formatted("\"010\"")).problems()).isEmpty();
        assertThat(read(query.formatted("010")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("the key \"010\" is a number to kubectl"));
    }

    @Test
    void quotedTexts() {
        Manifest manifest = read(MANIFEST + "  drain: 2026-01-01\n  suspend: on\n  variants: [{name: \"5\"}]\n");
        assertThat(manifest.problems())
                .containsExactly(new Problem(
                        "spec.drain", "\"2026-01-01\" is not a duration (such as 300ms, 1.5s, 2m or 1h30m)"));
        assertThat(manifest.spec().suspend()).isTrue();
        assertThat(manifest.spec().variants().getFirst().name()).isEqualTo("5");
    }
}
