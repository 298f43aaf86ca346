package dev.loadtest.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.report.Origin;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestOriginTest {
    private static final LoadTest TEST = Serialization.unmarshal("""
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: plots-x7k2p, generateName: plots-, namespace: team-a, uid: u}
            spec:
              target: {url: "http://user:hunter2@plots:8000/base"}
              targets:
              - {name: idp, url: "http://idp"}
              requests:
              - name: draw
                path: /draw
                headers:
                - {name: Authorization, value: Bearer hunter2}
                - {name: X-Key, valueFrom: {secretKeyRef: {name: keys, key: x}}}
              phases: [{name: one, request: draw, burst: {requests: 1}}]
            """, LoadTest.class);

    private final Origin origin = TestOrigin.of(TEST);

    /** Of the object that ran, in its namespace: as the command line takes it. */
    @Test
    void commandThatRunsItAgain() {
        assertThat(origin.command()).isEqualTo("./loadtest cluster rerun plots-x7k2p --same-seed -n team-a");
    }

    @Test
    void targetsWithoutCredentials() {
        assertThat(origin.targets()).extracting(Origin.Target::name).isEqualTo(List.of("default", "idp"));
        assertThat(origin.targets().getFirst().url())
                .contains("plots:8000/base")
                .doesNotContain("hunter2");
    }

    /** References stay, because they say where a secret is; what the cluster added does not. */
    @Test
    void manifestWithoutSecrets() {
        assertThat(origin.manifest())
                .contains("kind: LoadTest", "name: plots-x7k2p", "namespace: team-a", "path: /draw", "***")
                .contains("secretKeyRef", "keys")
                .doesNotContain("hunter2")
                .doesNotContain("uid")
                .doesNotContain("null");
    }
}
