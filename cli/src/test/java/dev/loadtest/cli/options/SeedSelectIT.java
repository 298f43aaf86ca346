package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code seed}, {@code select}, {@code parallelism}, and the command-line options that override them. */
class SeedSelectIT {
    @RegisterExtension
    final Lab lab = new Lab();

    private static final String DRAWS = """
            seed: 11
            requests:
            - {name: make, path: /make, query: {i: "${i}"}, values: {i: {range: {min: 0, max: 9}}},
               capture: [{name: h, jsonPointer: /h}]}
            - {name: use, path: /use, query: {i: "${i}", u: "${u}", h: "${h}"},
               values: {i: {range: {min: 0, max: 1000000}}, u: {uuid: {}}, h: {captured: h}}}
            - {name: other, path: /other, query: {v: "${v}"}, values: {v: {oneOf: [a, b, c]}}}
            phases:
            - {name: make, request: make, iterations: 4, burst: {requests: 3}, maxLateness: 10s}
            - name: use
              needs: [make]
              mix: [{request: use, weight: 2}, {request: other}]
              burst: {requests: 40, tracked: 10}
              maxLateness: 10s
            - {name: rate, needs: [make], request: use, rate: {perSecond: 100, duration: 200ms}, maxLateness: 10s}
            - {name: counted, needs: [make], request: use, concurrency: {users: 5, requests: 25}, maxLateness: 10s}
            """;

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void sameSeedSameRequests(int workers) {
        List<String> byOne = sent();
        List<String> byMore = sent("--workers", String.valueOf(workers));

        assertThat(byOne).hasSize(97).isEqualTo(byMore);
    }

    @Test
    void otherSeedOtherRequests() {
        assertThat(sent()).isNotEqualTo(sent("--seed", "12"));
    }

    @Test
    void seedOption() {
        String other = DRAWS.replace("seed: 11", "seed: 99");
        TestTarget target = lab.target(SeedSelectIT::handle);

        Finished run = lab.run(target, other, "--seed", "11").passed();

        assertThat(run.results().path("seed").asLong()).isEqualTo(11);
        assertThat(sorted(target)).isEqualTo(sent());
    }

    @Test
    void drawnSeedIsReported() {
        String without = DRAWS.replace("seed: 11\n", "");
        TestTarget first = lab.target(SeedSelectIT::handle);
        TestTarget second = lab.target(SeedSelectIT::handle);

        String seed = lab.run(first, without).passed().results().path("seed").asText();
        lab.run(second, without, "--seed", seed).passed();

        assertThat(sorted(first)).isEqualTo(sorted(second)).isNotEqualTo(sent());
    }

    @Test
    void parallelismIsDefaultForWorkers() {
        String manifest = "parallelism: 3\nrequests: [{name: r, path: /}]\nphases: [{name: p, request: r}]";

        assertThat(lab.run(lab.target(), manifest)
                        .passed()
                        .results()
                        .path("workers")
                        .asInt())
                .isEqualTo(3);
        assertThat(lab.run(lab.target(), manifest, "--workers", "2")
                        .passed()
                        .results()
                        .path("workers")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a and v                   | a[v-iter0] a[v-iter1]
            a and not iter0           | a[v-iter1] a[w-iter1]
            (B or A) and W and iter1  | a[w-iter1]
            b                         | a[v-iter0] a[v-iter1] b[v] a[w-iter0] a[w-iter1] b[w]
            """)
    void selectIncludesNeededCases(String expression, String ids) {
        String manifest = """
                variants: [{name: v}, {name: w}]
                requests: [{name: r, path: /}]
                phases: [{name: a, iterations: 2, request: r}, {name: b, needs: [a], request: r}]
                """;
        TestTarget target = lab.target();

        Finished bySpec =
                lab.run(target, manifest + "select: \"" + expression + "\"").passed();
        Finished byOption =
                lab.run(target, manifest + "select: nothing", "-k", expression).passed();

        assertThat(bySpec.ids()).containsExactly(ids.split(" "));
        assertThat(byOption.ids()).containsExactly(ids.split(" "));
        assertThat(target.received()).hasSize(2 * ids.split(" ").length);
    }

    @Test
    void phaseOption() {
        String manifest = """
                variants: [{name: v}, {name: w}]
                select: v
                requests: [{name: r, path: /}]
                phases: [{name: a, request: r}, {name: b, request: r}, {name: c, request: r}]
                """;

        assertThat(lab.run(lab.target(), manifest, "--phase", "b").passed().ids())
                .containsExactly("b[v]");
        assertThat(lab.run(lab.target(), manifest, "--phase", "c", "--phase", "a")
                        .passed()
                        .ids())
                .containsExactly("a[v]", "c[v]");
    }

    @Test
    void listMarksNeededCases() {
        TestTarget target = lab.target();
        String manifest = "target: {url: \"" + target.url() + "\"}\n" + """
                requests: [{name: r, path: /}]
                phases: [{name: a, request: r}, {name: b, needs: [a], request: r}, {name: c, request: r}]
                """;

        InProcess listed = lab.execute("list", manifest, "-k", "b");

        assertThat(listed.out()).isEqualTo("a (needed)\nb\n");
        assertThat(listed.exit()).isZero();
        assertThat(target.received()).isEmpty();
    }

    @Test
    void emptySelectionIsError() {
        TestTarget target = lab.target();
        String manifest = "target: {url: \"" + target.url() + "\"}\n"
                + "requests: [{name: r, path: /}]\nphases: [{name: a, request: r}]";

        InProcess run = lab.execute("run", manifest, "-k", "zzz");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("zzz");
        assertThat(target.received()).isEmpty();
    }

    @Test
    void targetOption() {
        TestTarget meant = lab.target();
        TestTarget written = lab.target();

        lab.run(
                        written,
                        "requests: [{name: r, path: /}]\nphases: [{name: p, request: r}]",
                        "--target",
                        meant.url() + "/base")
                .passed();

        assertThat(meant.only().path()).isEqualTo("/base/");
        assertThat(written.received()).isEmpty();
    }

    /** The requests of a run with seed 11, sorted. */
    private List<String> sent(String... arguments) {
        TestTarget target = lab.target(SeedSelectIT::handle);
        lab.run(target, DRAWS, arguments).passed();
        return sorted(target);
    }

    private static List<String> sorted(TestTarget target) {
        return target.received().stream().map(Received::target).sorted().toList();
    }

    /** Equal answers to equal requests. */
    private static Answer handle(Received request) {
        return Answer.json("{\"h\": \"h" + request.query("i") + "\"}");
    }
}
