package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.worker.warmup.WarmUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentReaderTest {
    private final Map<String, String> variables = new HashMap<>(Map.of(
            WorkerEnvironment.OPERATOR_KEY,
            WorkerFixture.KEY.publicKey(),
            WorkerEnvironment.ALLOWED_TARGETS,
            "10.0.0.7/32"));

    @Test
    void defaults() {
        WorkerSettings settings = EnvironmentReader.read(variables);

        assertThat(settings.controlPort()).isEqualTo(8090);
        assertThat(settings.metricsPort()).isEqualTo(8091);
        assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(50));
        assertThat(settings.index()).isEmpty();
        assertThat(settings.output()).isEmpty();
        assertThat(settings.required()).isEmpty();
        assertThat(settings.signIns()).isEmpty();
        assertThat(settings.aims().denied()).isEmpty();
        assertThat(settings.files()).isEqualTo(Path.of("/loadtest/files"));
        assertThat(settings.warmUp()).isEqualTo(WarmUp.Extent.FULL);
    }

    @Test
    void settings() {
        variables.put(WorkerEnvironment.DENIED_ADDRESSES, "10.96.0.1, fd00::/8");
        variables.put(WorkerEnvironment.REQUIRED_REFERENCES, "secret/plots/token,configmap/ca/ca.crt");
        variables.put(WorkerEnvironment.COMPLETION_INDEX, "2");
        variables.put(WorkerEnvironment.OUTPUT_FOLDER, "/loadtest/output");
        variables.put(WorkerEnvironment.CONTROL_PORT, "9000");
        variables.put(WorkerEnvironment.WARM_UP, "brief");

        WorkerSettings settings = EnvironmentReader.read(variables);

        assertThat(settings.aims().denied()).containsExactly(Cidr.parse("10.96.0.1"), Cidr.parse("fd00::/8"));
        assertThat(settings.required())
                .containsExactly(
                        new SecretRef(SecretRef.Kind.SECRET, "plots", "token"),
                        new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt"));
        assertThat(settings.index()).contains(2);
        assertThat(settings.output()).contains(Path.of("/loadtest/output"));
        assertThat(settings.controlPort()).isEqualTo(9000);
        assertThat(settings.warmUp()).isEqualTo(WarmUp.Extent.BRIEF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOADTEST_CONTROL_PORT | 65536 | LOADTEST_CONTROL_PORT is \"65536\", and not a whole number from 0 to 65535",
                "LOADTEST_GRACE_SECONDS | -1 | LOADTEST_GRACE_SECONDS is \"-1\", and not a whole number from 0 to 3600",
                "LOADTEST_OPERATOR_KEY | xyz | LOADTEST_OPERATOR_KEY: the operator's public key is not hexadecimal",
                "LOADTEST_OPERATOR_KEY | abcd | LOADTEST_OPERATOR_KEY: the operator's public key does not have 64 hexadecimal digits",
                "LOADTEST_ALLOWED_TARGETS | '' | LOADTEST_ALLOWED_TARGETS is not set: a worker must know what it may connect to",
                "LOADTEST_ALLOWED_TARGETS | a b | LOADTEST_ALLOWED_TARGETS: \"a b\" is not a host pattern such as *.example.org, an address or a CIDR",
                "LOADTEST_REQUIRED_REFERENCES | a/b/c | LOADTEST_REQUIRED_REFERENCES: \"a/b/c\" is not secret/NAME/KEY or configmap/NAME/KEY",
            })
    void problems(String variable, String value, String sentence) {
        variables.put(variable, value);

        assertThatThrownBy(() -> EnvironmentReader.read(variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }
}
