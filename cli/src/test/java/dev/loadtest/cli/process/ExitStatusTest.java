package dev.loadtest.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({"PASSED, 0", "FAILED, 1", "ERROR, 3", "INVALID, 3", "ABORTED, 130"})
    void followsVerdict(Verdict verdict, int status) {
        assertThat(ExitStatus.of(verdict)).isEqualTo(status);
    }
}
