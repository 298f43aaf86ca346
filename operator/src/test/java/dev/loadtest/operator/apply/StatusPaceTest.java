package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.report.Statuses;
import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private static final LoadTestStatus RUNNING = Statuses.started(State.RUNNING, SampleTests.NOW);
    private static final LoadTestStatus SUSPENDED = Statuses.started(State.SUSPENDED, SampleTests.NOW);
    private final StatusPace pace = new StatusPace();

    @Test
    void whatGoesOnIsWrittenOnceASecondAndAnotherStateAtOnce() {
        assertThat(pace.isDue("a", RUNNING, RUNNING, SampleTests.NOW)).isTrue();
        pace.wrote("a", SampleTests.NOW);
        assertThat(pace.isDue("a", RUNNING, RUNNING, SampleTests.NOW.plusMillis(500)))
                .isFalse();
        assertThat(pace.isDue("b", RUNNING, RUNNING, SampleTests.NOW.plusMillis(500)))
                .isTrue();
        assertThat(pace.isDue("a", RUNNING, SUSPENDED, SampleTests.NOW.plusMillis(500)))
                .isTrue();
        assertThat(pace.isDue("a", RUNNING, RUNNING, SampleTests.NOW.plusSeconds(1)))
                .isTrue();
    }
}
