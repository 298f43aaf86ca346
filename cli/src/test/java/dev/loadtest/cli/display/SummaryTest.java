package dev.loadtest.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.Runs;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void printsBooksAndReasons() {
        assertThat(String.join("\n", Summary.of(Runs.failed(), "out/report.html")))
                .isEqualTo("""

                        Failed: 1 case failed
                          cases          1 passed, 1 failed
                          run            4 workers, 1 min 12 s, --seed 7 sends the same again
                          insecure       the target's certificate was not checked (insecureSkipVerify)
                          tracked        planned 1,240 = sent 1,236 + notSent 4 {caseTimeout: 3, held: 1}
                                         sent 1,236 = succeeded 1,228 + unexpected 2 + errors 4 {connect: 3, reset: 1} + timeouts 1 + unresolved 1
                                         response p50 1.20 ms, p90 8.40 ms, p99 45.0 ms, max 2.71 s
                          fireAndForget  planned 80 = sent 80 + notSent 0
                                         sent 80 = succeeded 80 + unexpected 0 + errors 0 + timeouts 0 + unresolved 0
                          unscored       planned 2 = sent 2 + notSent 0
                                         sent 2 = succeeded 2 + unexpected 0 + errors 0 + timeouts 0 + unresolved 0
                          thresholds     Passed  p99 < 5s - 45.0 ms
                                         Failed  failures < 0.1% - was 0.65 %
                          lateness       worst 3.25 ms, 0 of 1,236 sends too late
                          note           worker 1 paused 12 ms for garbage collection
                          results        out/report.html""");
    }

    @Test
    void printsBooksOfJourneys() {
        assertThat(Summary.of(Runs.failedJourney(), "out/report.html"))
                .containsSubsequence(
                        "  journey        buy, tracked: planned 11 = begun 10 + notBegun 1 {stopped: 1}",
                        "                 begun 10 = completed 8 + failed 1 {pay: 1} + timeouts 1 + unresolved 0",
                        "                 duration p50 2.00 s, p90 3.00 s, p99 4.00 s, max 4.00 s");
    }
}
