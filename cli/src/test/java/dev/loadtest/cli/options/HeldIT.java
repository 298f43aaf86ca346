package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests without a free connection: sent behind those of the running case, until the drain ends. */
class HeldIT {
    /** With this seed the tracked one of the eight requests of the phase {@code load} is among the first. */
    private static final String MANIFEST = """
            seed: 3
            drain: %s
            requests: [{name: load, path: /load}, {name: next, path: /next}]
            phases:
            - {name: load, request: load, burst: {requests: 8, tracked: 1}, maxLateness: 30s}
            - {name: next, request: next, maxLateness: 30s}
            """;

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void heldRequestsOfEndedCaseAreSent() {
        TestTarget target = slow();

        Finished run = lab.run(manifest(target, "20s")).passed();

        assertThat(target.received("/load")).hasSize(8);
        assertThat(target.received().getLast().path()).isEqualTo("/load");
        assertThat(run.item("load").fireAndForget().succeeded()).isEqualTo(7);
        assertThat(target.mostConnections()).isEqualTo(1);
    }

    @Test
    void heldAtDrainEndIsNotSent() {
        TestTarget target = slow();

        Finished run = lab.run(manifest(target, "10ms")).passed();

        Section.Books others = run.item("load").fireAndForget();
        assertThat(others.planned()).isEqualTo(7);
        assertThat(others.notSent("held")).isPositive();
        assertThat(others.sent() + 1).isEqualTo(target.received("/load").size());
    }

    private TestTarget slow() {
        return lab.target(request -> Answer.ok().after(Duration.ofMillis(100)));
    }

    private static String manifest(TestTarget target, String drain) {
        return "target: {url: \"" + target.url() + "\", connections: 1}\n" + MANIFEST.formatted(drain);
    }
}
