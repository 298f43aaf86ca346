package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.SnapshotDraft;
import dev.loadtest.operator.apply.Applier.Applied;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.run.RemoteConnector;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.Runs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rate of status and event writes while a LoadTest changes faster. */
@Timeout(30)
class PaceIT {
    private static final LoadTest RUNNING =
            SampleTests.test(Statuses.started(State.RUNNING, SampleTests.NOW.minusSeconds(10)));
    private static final Duration STEP = Duration.ofMillis(100);

    private final ApiServer server = new ApiServer();
    private final Runs runs = new Runs();
    private Instant now = SampleTests.NOW;
    private final Applier applier = new Applier(
            server.client(),
            runs,
            new RemoteConnector(),
            new OperatorKey(new byte[32]),
            SampleTests.settings(),
            new TargetGuard(SampleTests.settings().targets()),
            () -> now);

    PaceIT() throws IOException {}

    @AfterEach
    void close() {
        runs.close();
        server.close();
    }

    private static RunSnapshot run(Live.State state) {
        Live live = new Live(state, List.of("health"), 33.4, 1_234, 1_200, 34, 5, 0, 12_345, 0);
        return SnapshotDraft.begun().live(live).pods(Map.of(0, "a")).snapshot();
    }

    private Applied apply(Decision decision) {
        Observation seen = SampleTests.seen(RUNNING);
        return applier.apply(seen, decision);
    }

    private long writes(String plural) {
        return server.written().stream().filter(plural::equals).count();
    }

    @Test
    void tenPausesInTwoSeconds() {
        for (int i = 0; i < 10; i++) {
            apply(new Decision.Suspend(run(Live.State.SUSPENDED)));
            now = now.plus(STEP);
            apply(new Decision.Resume(run(Live.State.DRAINING)));
            now = now.plus(STEP);
        }
        assertThat(writes("loadtests")).isEqualTo(2);
        assertThat(writes("events")).isLessThanOrEqualTo(2);

        Applied last = apply(new Decision.Suspend(run(Live.State.SUSPENDED)));
        while (last == Applied.UNTOLD) {
            now = now.plus(STEP);
            last = apply(new Decision.Watch(run(Live.State.SUSPENDED)));
        }
        assertThat(server.status().orElseThrow().at("/state").asText()).isEqualTo("Suspended");
    }

    @Test
    void everyEventIsWritten() {
        apply(new Decision.Suspend(run(Live.State.SUSPENDED)));
        assertThat(apply(new Decision.Stop(run(Live.State.DRAINING), "stop was set")))
                .isEqualTo(Applied.UNTOLD);
        assertThat(writes("events")).isEqualTo(1);
        now = now.plusSeconds(1);
        apply(new Decision.Watch(run(Live.State.DRAINING)));
        assertThat(writes("events")).isEqualTo(2);
    }

    /** A pause that ended before its event was written gets none. */
    @Test
    void endedPauseHasNoEvent() {
        apply(new Decision.Resume(run(Live.State.RUNNING)));
        apply(new Decision.Suspend(run(Live.State.SUSPENDED)));
        apply(new Decision.Resume(run(Live.State.RUNNING)));
        now = now.plusSeconds(1);
        apply(new Decision.Watch(run(Live.State.RUNNING)));
        assertThat(writes("events")).isEqualTo(1);
    }

    @Test
    void guardedDecisionWaitsForItsStatus() {
        apply(new Decision.Watch(run(Live.State.DRAINING)));
        Decision end = new Decision.Conclude(Verdict.ERROR, "because");
        now = now.plusMillis(999);
        assertThat(apply(end)).isEqualTo(Applied.AGAIN);
        now = now.plusMillis(1);
        assertThat(apply(end)).isEqualTo(Applied.DONE);
        assertThat(server.status().orElseThrow().at("/verdict").asText()).isEqualTo("Error");
    }
}
