package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.record.RunMeasures;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.LatencyBuckets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndedRunsTest {
    private final EndedRuns runs = new EndedRuns();

    private static RunMeasures measures(int rows) {
        RunMeasures.Row row = new RunMeasures.Row(
                new RunMeasures.Key("phase", "get", Kind.TRACKED),
                Counts.NONE,
                Spread.NONE,
                LatencyBuckets.NONE,
                LatencyBuckets.NONE);
        return new RunMeasures(
                Collections.nCopies(rows - rows / 2, row), Collections.nCopies(rows / 2, row), Map.of(), 0, 0);
    }

    @Test
    void oldestMakeRoom() {
        for (int i = 0; i <= EndedRuns.MAX_RUNS; i++) {
            runs.add("run-" + i, measures(1));
        }
        assertThat(runs.of("run-0")).isEmpty();
        assertThat(runs.of("run-1")).isPresent();
    }

    @Test
    void rowsAreBounded() {
        runs.add("a", measures(EndedRuns.MAX_ROWS / 2));
        runs.add("b", measures(EndedRuns.MAX_ROWS / 2));
        assertThat(runs.of("a")).isPresent();
        runs.add("c", measures(1));
        assertThat(runs.of("a")).isEmpty();
        assertThat(runs.of("b")).isPresent();
        runs.add("large", measures(EndedRuns.MAX_ROWS + 7));
        assertThat(runs.of("b")).isEmpty();
        assertThat(runs.of("large")).isPresent();
    }

    @Test
    void removedAndReplaced() {
        runs.add("a", measures(EndedRuns.MAX_ROWS));
        runs.add("a", measures(2));
        runs.add("b", measures(EndedRuns.MAX_ROWS - 2));
        assertThat(runs.of("a")).isPresent();
        runs.remove("a");
        runs.remove("unknown");
        assertThat(runs.of("a")).isEmpty();
        assertThat(runs.of("b")).isPresent();
    }
}
