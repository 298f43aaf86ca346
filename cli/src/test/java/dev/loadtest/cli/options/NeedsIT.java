package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code needs} and {@code gate}. */
class NeedsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    /** Answers 500 to paths that contain {@code bad}. */
    private TestTarget target() {
        return lab.target(request -> Answer.status(request.target().contains("bad") ? 500 : 200));
    }

    @Test
    void failedPhaseSkipsDependents() {
        TestTarget target = target();

        Finished run = lab.run(target, """
                requests: [{name: bad, path: /bad}, {name: ok, path: /ok}]
                phases:
                - {name: first, request: bad}
                - {name: second, needs: [first], request: ok}
                - {name: third, needs: [second], request: ok}
                - {name: apart, request: ok}
                """).failed();

        assertThat(run.outcome("second")).isEqualTo("SKIPPED");
        assertThat(run.reason("second")).isEqualTo("needs first: first FAILED");
        assertThat(run.reason("third")).isEqualTo("needs second: second SKIPPED");
        assertThat(run.outcome("apart")).isEqualTo("PASSED");
        assertThat(run.command().out()).contains("second SKIPPED - needs first: first FAILED [ 50%]");
        assertThat(target.received("/ok")).hasSize(1);
    }

    @Test
    void perVariant() {
        TestTarget target = target();

        Finished run = lab.run(target, """
                variants: [{name: a, values: {p: bad}}, {name: b, values: {p: ok}}]
                requests: [{name: r, path: "/${p}"}]
                phases: [{name: first, request: r}, {name: second, needs: [first], request: r}]
                """).failed();

        assertThat(run.outcome("second[a]")).isEqualTo("SKIPPED");
        assertThat(run.outcome("second[b]")).isEqualTo("PASSED");
    }

    @Test
    void allCasesByDefault() {
        Finished run = gated("");

        assertThat(run.outcome("second")).isEqualTo("SKIPPED");
        assertThat(run.reason("second")).isEqualTo("needs first: first[bad.csv] FAILED");
    }

    @Test
    void gateAny() {
        assertThat(gated("gate: Any, ").outcome("second")).isEqualTo("PASSED");
    }

    private Finished gated(String gate) {
        lab.file("inputs/bad.csv", "");
        lab.file("inputs/ok.csv", "");
        return lab.run(target(), """
                files: [{name: csv, path: "inputs/*.csv"}]
                requests: [{name: r, path: "/${file}"}, {name: ok, path: /ok}]
                phases:
                - {name: first, %sforEach: {files: csv}, request: r}
                - {name: second, needs: [first], request: ok}
                """.formatted(gate)).failed();
    }
}
