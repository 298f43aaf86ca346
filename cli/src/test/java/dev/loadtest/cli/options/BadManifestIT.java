package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All problems of a manifest are reported at once, each with its field; nothing is sent. */
class BadManifestIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void allProblemsReportedNothingSent(String command) {
        TestTarget target = lab.target();

        InProcess refused = lab.execute(command, "target: {url: \"" + target.url() + "\"}\n" + """
                files: [{name: csv, path: "no/such/*.csv"}]
                requests: [{name: draw-valid, path: "/${unknown}", timeout: 5 minutes, colour: red}]
                phases:
                - {name: a, needs: [b], mix: [{request: drw-valid}], burst: {requests: 5, tracked: 6}}
                - {name: b, request: draw-valid, rate: {perSecond: 1, duration: 1s}, burst: {requests: 1}}
                """);

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("loadtest0.yaml:9:34: spec.phases[0].mix[0].request: no request is named \"drw-valid\""
                        + " (did you mean \"draw-valid\"?)")
                .contains("spec.files[0].path")
                .contains("spec.requests[0].path")
                .contains("spec.requests[0].timeout")
                .contains("spec.requests[0].colour")
                .contains("spec.phases[0].needs[0]")
                .contains("spec.phases[0].burst.tracked")
                .contains("spec.phases[1]");
        assertThat(target.connections()).isZero();
    }
}
