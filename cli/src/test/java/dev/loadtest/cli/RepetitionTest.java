package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.process.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    private static String again(String... arguments) {
        return Repetition.of(Program.LOCAL, List.of(arguments), 7);
    }

    @Test
    void withTheSeedOfTheRun() {
        assertThat(again("run", "my shop.yaml", "-k", "not slow"))
                .isEqualTo("./loadtest run 'my shop.yaml' -k 'not slow' --seed 7");
        assertThat(again("run", "shop.yaml", "--seed", "3")).isEqualTo("./loadtest run shop.yaml --seed 3");
        assertThat(again("run", "shop.yaml", "--seed=3")).isEqualTo("./loadtest run shop.yaml --seed=3");
    }

    @Test
    void withoutCredentials() {
        assertThat(again(
                        "run",
                        "shop.yaml",
                        "--set",
                        "spec.target.headers[0].value=s3cr3t",
                        "--set=spec.requests[0].values.password.oneOf[0]=s3cr3t",
                        "--set",
                        "spec.phases[0].rate.perSecond=200",
                        "--target",
                        "http://me:s3cr3t@shop:8000"))
                .doesNotContain("s3cr3t")
                .contains("'spec.target.headers[0].value=***'", "'spec.phases[0].rate.perSecond=200'")
                .contains("--target 'http://***@shop:8000'");
    }
}
