package dev.loadtest.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.ObservationDraft;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.SnapshotDraft;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.run.Progress;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.RunSnapshot.EndedCase;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import dev.loadtest.operator.run.TakeoverFailure;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The status of a LoadTest from what is observed and decided. */
class StatusAggregatorTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Observation started() {
        return SampleTests.seen(SampleTests.test(Statuses.started(State.RUNNING, SampleTests.NOW.minusSeconds(60))));
    }

    private static Map<String, String> conditions(LoadTestStatus status) {
        return Objects.requireNonNull(status.conditions()).stream()
                .collect(Collectors.toMap(Condition::getType, it -> it.getStatus() + " " + it.getReason()));
    }

    @Nested
    class Replacements {
        private Live live(double progress, long sent, long failures, int lost) {
            return new Live(Live.State.RUNNING, List.of("b"), progress, sent, sent, 0, failures, 0, 12_345, lost);
        }

        private RunSnapshot run(Live live, int passed, String... failed) {
            return SnapshotDraft.begun()
                    .live(live)
                    .cases(
                            List.of(new RunSnapshot.PhaseOutcomes("a", "weekday", Map.of(Outcome.PASSED, passed))),
                            Stream.of(failed)
                                    .map(id -> new EndedCase(id, "a", Outcome.FAILED, "why"))
                                    .toList())
                    .pods(Map.of(0, "pod"))
                    .snapshot();
        }

        private LoadTestStatus after(LoadTestStatus before, RunSnapshot run) {
            return StatusAggregator.status(SampleTests.seen(SampleTests.test(before)), new Decision.Watch(run));
        }

        /** A new coordinator has read an old checkpoint and has no report of the workers yet. */
        @Test
        void statusIsMonotonic() {
            LoadTestStatus shown = after(
                    Statuses.started(State.RUNNING, SampleTests.NOW), run(live(50, 900, 7, 0), 10, "a[1]", "a[2]"));
            LoadTestStatus next = after(shown, run(live(10, 200, 1, 0), 2, "a[1]"));
            assertThat(next.progress()).isEqualTo("50%");
            assertThat(Objects.requireNonNull(Objects.requireNonNull(next.phases())
                                    .getFirst()
                                    .cases())
                            .passed())
                    .isEqualTo(10);
            assertThat(next.phases().getFirst().group()).isEqualTo("weekday");
            assertThat(next.failedCases()).hasSize(2);
            assertThat(Objects.requireNonNull(next.summary()).requests()).isEqualTo("900");
            assertThat(Objects.requireNonNull(next.summary()).failures()).isEqualTo("7");
            LoadTestStatus more = after(next, run(live(60, 950, 8, 0), 12, "a[1]", "a[2]", "a[3]"));
            assertThat(more.progress()).isEqualTo("60%");
            assertThat(Objects.requireNonNull(Objects.requireNonNull(more.phases())
                                    .getFirst()
                                    .cases())
                            .passed())
                    .isEqualTo(12);
            assertThat(Objects.requireNonNull(more.summary()).requests()).isEqualTo("950");
            assertThat(more.failedCases()).hasSize(3);
        }

        @Test
        void obstacleToReplacement() {
            Observation seen = SampleTests.hindered(started(), "FailedCreate: exceeded quota: few");
            LoadTestStatus status = StatusAggregator.status(seen, new Decision.Watch(run(live(50, 9, 0, 1), 1)));
            assertThat(status.message())
                    .isEqualTo("1 worker was lost; 0 of 1 workers are ready; FailedCreate: exceeded quota: few");
        }

        @Test
        void obstacleAtTheEnd() {
            RunResult result = Results.withLost(Results.of(Verdict.PASSED, 1, 1, 0), 1);
            RunSnapshot run =
                    SnapshotDraft.begun().result(result).pods(Map.of(1, "pod")).snapshot();
            Observation seen =
                    SampleTests.hindered(SampleTests.with(started(), run), "FailedCreate: exceeded quota: few");
            assertThat(StatusAggregator.status(seen, finish(result)).message())
                    .endsWith("at the end 1 of 2 workers are ready; FailedCreate: exceeded quota: few");
        }
    }

    private static Decision.Finish finish(RunResult result) {
        return new Decision.Finish(result, List.of(), Optional.empty());
    }

    @Nested
    class BeforeTheStart {
        @Test
        void refusedIsStalledWithAllReasons() {
            LoadTestStatus status = StatusAggregator.status(
                    SampleTests.seen(SampleTests.test()),
                    new Decision.Refuse(List.of(new Problem("spec.a", "is wrong"), new Problem("spec.b", "is too"))));
            assertThat(status.message()).isEqualTo("spec.a: is wrong; spec.b: is too");
            assertThat(status.state()).isEqualTo(State.PENDING);
            assertThat(status.completionTime()).isNull();
            assertThat(conditions(status)).containsEntry("Stalled", "True InvalidSpec");
        }

        @Test
        void claimShowsSeedAndStart() {
            LoadTestStatus status = StatusAggregator.status(
                    SampleTests.seen(SampleTests.test("seed: 7")),
                    new Decision.Claim(SampleTests.runnable(SampleTests.test("seed: 7"))));
            assertThat(status.seed()).isEqualTo(7);
            assertThat(status.startTime()).isEqualTo("2026-01-02T03:04:05Z");
            assertThat(status.observedGeneration()).isEqualTo(1);
            assertThat(conditions(status)).containsEntry("Reconciling", "True Starting");
        }

        @Test
        void runningBeforeFirstRequest() {
            Decision begin = new Decision.RunCoordinator(SampleTests.runnable(SampleTests.test()));
            LoadTestStatus status = StatusAggregator.status(started(), begin);
            assertThat(status.state()).isEqualTo(State.RUNNING);
            assertThat(conditions(status)).containsEntry("Reconciling", "True Running");
        }

        @Test
        void suspendedFromTheStart() {
            Observation seen = SampleTests.seen(SampleTests.test(
                    Statuses.started(State.STARTING, SampleTests.NOW.minusSeconds(60)), "suspend: true"));
            Decision begin = new Decision.RunCoordinator(SampleTests.runnable(SampleTests.test()));
            LoadTestStatus status = StatusAggregator.status(seen, begin);
            assertThat(status.state()).isEqualTo(State.SUSPENDED);
            assertThat(conditions(status)).containsEntry("Suspended", "True Suspended");
            assertThat(EventNotes.of(seen, begin))
                    .hasValueSatisfying(note -> assertThat(note.reason()).isEqualTo(EventReason.SUSPENDED));
        }
    }

    @Nested
    class WhileRunning {
        @Test
        void suspendedWhileRunning() {
            Live live = new Live(Live.State.SUSPENDED, List.of("health"), 33.4, 1_234, 1_200, 34, 5, 0, 12_345, 0);
            RunSnapshot run = SnapshotDraft.begun().live(live).suspending(true).snapshot();
            LoadTestStatus status = StatusAggregator.status(started(), new Decision.Watch(run));
            assertThat(status.state()).isEqualTo(State.SUSPENDED);
            assertThat(status.progress()).isEqualTo("33%");
            assertThat(Objects.requireNonNull(status.summary()).p99()).isEqualTo("12.3ms");
            assertThat(conditions(status)).containsEntry("Suspended", "True Suspended");
        }

        @Test
        void recentCases() {
            RunSnapshot run = SnapshotDraft.begun()
                    .recent(
                            new NumberedCase(7, "a", Outcome.PASSED, "", 70),
                            new NumberedCase(8, "b", Outcome.FAILED, "x".repeat(600), 80))
                    .snapshot();
            assertThat(StatusAggregator.status(started(), new Decision.Watch(run))
                            .recentCases())
                    .containsExactly(
                            new LoadTestStatus.RecentCase(7, "a", "PASSED", null, 70),
                            new LoadTestStatus.RecentCase(8, "b", "FAILED", "x".repeat(499) + "…", 80));
        }

        /** Until the workers have answered, an operator that takes over knows less than the status says. */
        @Test
        void nothingShownGoesBack() {
            Live live = new Live(Live.State.RUNNING, List.of("health"), 33.4, 1_234, 1_200, 34, 5, 10, 12_345, 0);
            RunSnapshot known = SnapshotDraft.begun()
                    .live(live)
                    .recent(new NumberedCase(7, "a", Outcome.PASSED, "", 70))
                    .snapshot();
            LoadTestStatus before = StatusAggregator.status(started(), new Decision.Watch(known));
            Observation later = ObservationDraft.of(started())
                    .test(SampleTests.test(before))
                    .observation();
            RunSnapshot little = SnapshotDraft.begun()
                    .live(new Live(Live.State.RUNNING, List.of(), 0, 0, 0, 0, 0, 0, 0, 0))
                    .snapshot();
            LoadTestStatus after = StatusAggregator.status(later, new Decision.Watch(little));
            assertThat(after.recentCases()).isEqualTo(before.recentCases());
            assertThat(after.progress()).isEqualTo("33%");
            assertThat(after.summary())
                    .usingRecursiveComparison()
                    .comparingOnlyFields("requests", "failures", "p99")
                    .isEqualTo(before.summary());
        }

        @Test
        void gaveItsPlaceBack() {
            LoadTestStatus suspended =
                    Statuses.suspended(SampleTests.NOW.minusSeconds(99), SampleTests.NOW.minusSeconds(60));
            Observation seen = SampleTests.among(
                    SampleTests.seen(SampleTests.test(suspended)), new Admission(Set.of("x"), Set.of(), 1, 0, true));
            RunSnapshot run = SnapshotDraft.begun().suspending(true).snapshot();
            assertThat(StatusAggregator.status(seen, new Decision.Watch(run)).message())
                    .contains("limits.maxSuspended");
            LoadTestStatus queued =
                    StatusAggregator.status(seen, new Decision.Queue(run, "waiting for one of 1 runs to end"));
            assertThat(queued.state()).isEqualTo(State.SUSPENDED);
            assertThat(queued.message()).isEqualTo("to be resumed; waiting for one of 1 runs to end");
            assertThat(conditions(queued)).containsEntry("Suspended", "True Suspended");
        }

        @Test
        void takeoverRefused() {
            Observation seen = SampleTests.troubled(
                    started(),
                    new TakeoverFailure(SampleTests.NOW, SampleTests.NOW, "denied by a policy", Progress.NONE));
            Decision over = new Decision.TakeOver(SampleTests.runnable(SampleTests.test()));
            assertThat(StatusAggregator.status(started(), over))
                    .isEqualTo(started().status().orElseThrow());
            LoadTestStatus status = StatusAggregator.status(seen, over);
            assertThat(status.state()).isEqualTo(State.RUNNING);
            assertThat(status.message()).contains("denied by a policy");
            assertThat(conditions(status)).containsEntry("Reconciling", "True Running");
        }
    }

    @Nested
    class AtTheEnd {
        @Test
        void goldenFile() throws IOException {
            RunSnapshot run = SnapshotDraft.begun()
                    .recent(
                            new NumberedCase(
                                    1, "phase-0[iter0]", Outcome.FAILED, "3 of 10 tracked requests failed", 50),
                            new NumberedCase(2, "phase-0[iter1]", Outcome.PASSED, "", 100))
                    .pods(Map.of(0, "a", 1, "b"))
                    .snapshot();
            LoadTestStatus status = StatusAggregator.status(
                    SampleTests.with(started(), run), finish(Results.of(Verdict.FAILED, 1, 2, 1)));
            try (InputStream golden = StatusAggregatorTest.class.getResourceAsStream("status.json")) {
                String expected = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status) + "\n")
                        .isEqualTo(expected);
            }
        }

        @Test
        void passedIsCompleteAndReady() {
            LoadTestStatus status = StatusAggregator.status(started(), finish(Results.of(Verdict.PASSED, 1, 1, 0)));
            assertThat(status.verdict()).isEqualTo(LoadTestStatus.Verdict.PASSED);
            assertThat(conditions(status))
                    .containsEntry("Complete", "True Passed")
                    .containsEntry("Ready", "True Passed")
                    .containsEntry("Stalled", "False Passed")
                    .containsEntry("Reconciling", "False Passed")
                    .doesNotContainKey("Failed");
        }

        @ParameterizedTest
        @EnumSource(value = Verdict.class, names = "PASSED", mode = EnumSource.Mode.EXCLUDE)
        void otherVerdictsAreFailedAndStalled(Verdict verdict) {
            LoadTestStatus status = StatusAggregator.status(started(), new Decision.Conclude(verdict, "because"));
            assertThat(status.completionTime()).isNotNull();
            assertThat(conditions(status))
                    .containsEntry("Failed", "True " + verdict.label())
                    .containsEntry("Stalled", "True " + verdict.label())
                    .containsEntry("Ready", "False " + verdict.label())
                    .containsEntry("Reconciling", "False " + verdict.label())
                    .doesNotContainKey("Complete");
        }

        @Test
        void readyWorkersAtTheEnd() {
            RunResult result = Results.withLost(Results.of(Verdict.INVALID, 1, 1, 0), 3);
            RunSnapshot run = SnapshotDraft.begun()
                    .result(result)
                    .pods(Map.of(1, "the third in its place"))
                    .snapshot();
            Observation seen = SampleTests.with(started(), run);
            LoadTestStatus status = StatusAggregator.status(seen, finish(result));
            assertThat(status.workers()).isEqualTo(new LoadTestStatus.Workers(2, 1, 3));
            assertThat(Objects.requireNonNull(status.summary()).workers()).isEqualTo("1/2");
        }

        /** kstatus waits until the status is of the current generation. */
        @Test
        void laterChangeIsObserved() {
            LoadTestStatus ended = StatusAggregator.status(started(), finish(Results.of(Verdict.PASSED, 1, 1, 0)));
            LoadTest changed = SampleTests.test(ended, "ttlSecondsAfterFinished: 60");
            changed.getMetadata().setGeneration(2L);
            for (Decision decision : List.of(new Decision.Rest(), new Decision.Keep(Duration.ofSeconds(9)))) {
                LoadTestStatus after = StatusAggregator.status(SampleTests.seen(changed), decision);
                assertThat(after.observedGeneration()).isEqualTo(2);
                assertThat(after)
                        .usingRecursiveComparison()
                        .ignoringFields("observedGeneration")
                        .isEqualTo(ended);
            }
        }

        @Test
        void ttlThatDeletesNothingIsExplained() {
            LoadTest tracked = SampleTests.test(
                    Statuses.started(State.RUNNING, SampleTests.NOW.minusSeconds(60)), "ttlSecondsAfterFinished: 60");
            Observation seen = SampleTests.seen(tracked);
            Decision passed = finish(Results.of(Verdict.PASSED, 1, 1, 0));
            Decision aborted = new Decision.Conclude(Verdict.ABORTED, "because");
            assertThat(StatusAggregator.status(seen, passed).message()).isEmpty();
            tracked.getMetadata().setLabels(Map.of("kustomize.toolkit.fluxcd.io/name", "apps"));
            assertThat(StatusAggregator.status(seen, passed).message()).startsWith("ttlSecondsAfterFinished does not");
            assertThat(StatusAggregator.status(seen, aborted).message())
                    .startsWith("because; ttlSecondsAfterFinished does not");
        }

        @Test
        void unstoredResultsAreAnError() {
            Decision.Finish lost = new Decision.Finish(
                    Results.of(Verdict.PASSED, 1, 1, 0), List.of("a note"), Optional.of("the quota is used up"));
            LoadTestStatus status = StatusAggregator.status(started(), lost);
            assertThat(status.verdict()).isEqualTo(LoadTestStatus.Verdict.ERROR);
            assertThat(status.message()).startsWith("the quota is used up").contains("a note");
            assertThat(status.results()).isNull();
        }
    }

    @Nested
    class Form {
        @Test
        void unchangedConditionsKeepTimes() {
            Observation seen = started();
            RunSnapshot run = SnapshotDraft.begun().snapshot();
            LoadTestStatus first = StatusAggregator.status(seen, new Decision.Watch(run));
            Observation later = ObservationDraft.of(seen)
                    .test(SampleTests.test(first))
                    .now(SampleTests.NOW.plusSeconds(9))
                    .observation();
            assertThat(StatusAggregator.status(later, new Decision.Watch(run))).isEqualTo(first);
        }

        @Test
        void thousandCasesStayBelow32KiB() throws JsonProcessingException {
            LoadTestStatus status =
                    StatusAggregator.status(started(), finish(Results.of(Verdict.FAILED, 50, 20, 1_000)));
            assertThat(JSON.writeValueAsBytes(status)).hasSizeLessThanOrEqualTo(StatusSize.MOST);
            assertThat(status.failedCases()).hasSize(20);
            assertThat(status.phases()).hasSize(50);
            assertThat(status.totals()).isNotNull();
        }

        @Test
        void equalNotesAreOneEvent() {
            EventNote note = new EventNote(EventReason.RUNNING, "all workers are ready");
            var test = SampleTests.test();
            String name = note.event(test, SampleTests.NOW).getMetadata().getName();
            assertThat(note.event(test, SampleTests.NOW.plusSeconds(5))
                            .getMetadata()
                            .getName())
                    .isEqualTo(name);
            assertThat(new EventNote(EventReason.RUNNING, "else")
                            .event(test, SampleTests.NOW)
                            .getMetadata()
                            .getName())
                    .isNotEqualTo(name);
        }
    }
}
