package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code variants}, of the run and of a phase. */
class VariantsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    private static final String VARIANTS =
            "variants: [{name: forced, values: {force: \"true\"}}, {name: cached, values: {force: \"false\"}}]\n";

    @Test
    void variantsRunInTurn() {
        TestTarget target = lab.target();

        Finished run = lab.run(target, VARIANTS + """
                requests: [{name: r, path: "/${variant}/${force}"}]
                phases: [{name: a, request: r}, {name: b, request: r}]
                """).passed();

        assertThat(run.ids()).containsExactly("a[forced]", "b[forced]", "a[cached]", "b[cached]");
        assertThat(target.received())
                .extracting(Received::path)
                .containsExactly("/forced/true", "/forced/true", "/cached/false", "/cached/false");
    }

    @Test
    void variantsOfPhase() {
        TestTarget target = lab.target();

        Finished run = lab.run(target, VARIANTS + """
                requests: [{name: r, path: "/${variant}"}]
                phases: [{name: a, variants: [cached], request: r}, {name: b, iterations: 2, request: r}]
                """).passed();

        assertThat(run.ids())
                .containsExactly(
                        "b[forced-iter0]", "b[forced-iter1]", "a[cached]", "b[cached-iter0]", "b[cached-iter1]");
        assertThat(target.received("/forced")).hasSize(2);
        assertThat(target.received("/cached")).hasSize(3);
    }

    @Test
    void capturesArePerVariant() {
        TestTarget target = lab.target(request -> Answer.json("{\"h\": \"of-" + request.query("v") + "\"}"));

        lab.run(target, VARIANTS + """
                requests:
                - {name: make, path: /make, query: {v: "${variant}"}, capture: [{name: h, jsonPointer: /h}]}
                - {name: use, path: "/use/${variant}/${h}", values: {h: {captured: h}}}
                phases:
                - {name: make, request: make}
                - {name: use, needs: [make], request: use, burst: {requests: 10}, maxLateness: 10s}
                """).passed();

        assertThat(target.received("/use/forced/of-forced")).hasSize(10);
        assertThat(target.received("/use/cached/of-cached")).hasSize(10);
    }
}
