package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code maxLateness}: a late generator makes a run Invalid. */
class LatenessIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void lateGeneratorIsInvalid() {
        // No machine sends within a microsecond of its plan.
        Finished run = lab.run(lab.target(), """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 10}, maxLateness: 0.001ms}]
                """);

        assertThat(run.verdict()).isEqualTo("Invalid");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.message()).contains("p: the load generator itself sent 10 of 10 requests");
        assertThat(run.outcome("p")).isEqualTo("PASSED");
    }

    @Test
    void fewerThanFiveLateSendsAreTolerated() {
        lab.run(lab.target(), """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 4}, maxLateness: 0.001ms}]
                """).passed();
    }
}
