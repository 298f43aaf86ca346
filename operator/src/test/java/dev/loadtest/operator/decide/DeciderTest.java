package dev.loadtest.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.ObservationDraft;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.SnapshotDraft;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.desired.WorkerJob;
import dev.loadtest.operator.desired.WorkerNetworkPolicy;
import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.ObservedWorker;
import dev.loadtest.operator.observe.Pods;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.run.FileListing;
import dev.loadtest.operator.run.FileQuery;
import dev.loadtest.operator.run.Progress;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.TakeoverFailure;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Decisions of the reconciler, by the phase of a run. */
class DeciderTest {
    private static final Instant START = SampleTests.NOW.minusSeconds(10);
    private static final Validated.Runnable RUNNABLE = SampleTests.runnable(SampleTests.test("parallelism: 2"));

    private static Decision decide(Observation seen, Validated validated) {
        return Decider.decide(seen, validated, new Limits(2, 0, Duration.ZERO, 0));
    }

    private static Observation pending(int otherRuns, String... spec) {
        Observation seen = SampleTests.seen(SampleTests.test(spec));
        return with(seen, Optional.empty(), otherRuns, SampleTests.NOW);
    }

    private static Observation with(Observation seen, Optional<RunSnapshot> run, int otherRuns, Instant now) {
        Set<String> others =
                IntStream.range(0, otherRuns).mapToObj(i -> "other-" + i).collect(Collectors.toSet());
        ObservationDraft draft = ObservationDraft.of(seen)
                .admission(new Admission(others, Set.of(), otherRuns + 1, otherRuns, false))
                .inputs(Inputs.NONE)
                .now(now);
        run.ifPresent(draft::run);
        return draft.observation();
    }

    /** A claimed run with its objects and a number of ready workers. */
    private static Observation claimed(State state, int ready, Instant now, String... spec) {
        LoadTestStatus status = Statuses.planned(Statuses.started(state, START), RUNNABLE.content());
        LoadTest test = SampleTests.test(status, spec);
        ConfigMap plan = PlanConfigMap.desired(test, RUNNABLE.content());
        Job job = WorkerJob.desired(
                test,
                new WorkerJob.Inputs(RUNNABLE.plan(), RUNNABLE.references(), "", List.of(), SampleTests.settings()));
        NetworkPolicy policy = WorkerNetworkPolicy.desired(
                test, SampleTests.settings(), RUNNABLE.content().destinations());
        List<ObservedWorker> workers = List.of(
                new ObservedWorker(0, "a", "10.0.0.1", ready > 0), new ObservedWorker(1, "b", "10.0.0.2", ready > 1));
        return new Observation(
                test,
                Optional.of(plan),
                Optional.of(job),
                Optional.of(policy),
                new Pods(workers, List.of(), List.of()),
                List.of("Unschedulable: no node fits"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Admission.ALONE,
                Inputs.NONE,
                now);
    }

    private static RunSnapshot run(boolean suspending, boolean stopping) {
        return SnapshotDraft.begun().suspending(suspending).stopping(stopping).snapshot();
    }

    private static Decision underWay(RunSnapshot run, String... spec) {
        Observation seen = claimed(State.RUNNING, 2, SampleTests.NOW, spec);
        return decide(with(seen, Optional.of(run), 0, seen.now()), new Validated.NotAsked());
    }

    /** All objects except the plan. */
    private static Observation unplanned(int ready, Optional<FileListing> listing) {
        Observation seen = claimed(State.STARTING, ready, SampleTests.NOW);
        return new Observation(
                seen.test(),
                Optional.empty(),
                seen.job(),
                seen.networkPolicy(),
                seen.pods(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                listing,
                Admission.ALONE,
                Inputs.NONE,
                seen.now());
    }

    /** One worker is ready; the status was written before. */
    private static Observation said(LoadTestStatus status, Instant now) {
        Observation seen = claimed(State.STARTING, 1, now);
        seen.test().setStatus(Statuses.planned(status, RUNNABLE.content()));
        return seen;
    }

    private static Observation troubled(Observation seen, long seconds) {
        Instant since = SampleTests.NOW.minusSeconds(seconds);
        return SampleTests.troubled(
                seen, new TakeoverFailure(since, SampleTests.NOW, "denied by a policy", Progress.NONE));
    }

    @Nested
    class ChartLimits {
        private static final Limits LIMITS = new Limits(2, 1, 3, 0, Duration.ofMinutes(10), Duration.ofMinutes(1), 0);

        private static Observation among(Observation seen, Admission admission) {
            return SampleTests.among(seen, admission);
        }

        private static Observation waiting(Admission admission, String... spec) {
            return among(SampleTests.seen(SampleTests.test(spec)), admission);
        }

        private static Observation suspended(Admission admission, Instant now, String... spec) {
            Observation seen = claimed(State.SUSPENDED, 2, now, spec);
            return among(with(seen, Optional.of(run(true, false)), 0, now), admission);
        }

        @Test
        void excessOfNamespaceWaitsUnread() {
            Observation seen = waiting(new Admission(Set.of(), Set.of(), 5, 3, false));
            assertThat(Decider.unread(seen, Optional.empty(), LIMITS))
                    .contains(new Decision.Hold(
                            Decision.Hold.Why.TOO_MANY_IN_NAMESPACE,
                            "waiting: 3 earlier LoadTests of this namespace have not ended"
                                    + " (limits.maxPerNamespace 3)"));
            assertThat(Decider.unread(
                            waiting(new Admission(Set.of(), Set.of(), 5, 2, false)), Optional.empty(), LIMITS))
                    .isEmpty();
        }

        @Test
        void earlierVerdictHolds() {
            List<Problem> problems = List.of(new Problem("spec.a", "is wrong"));
            assertThat(Decider.unread(waiting(Admission.ALONE), Optional.of(problems), LIMITS))
                    .contains(new Decision.Refuse(problems));
            assertThat(Decider.unread(waiting(Admission.ALONE, "suspend: true"), Optional.of(List.of()), LIMITS))
                    .get()
                    .isInstanceOf(Decision.Hold.class);
            assertThat(Decider.unread(waiting(Admission.ALONE), Optional.of(List.of()), LIMITS))
                    .as("it is claimed as it is now")
                    .isEmpty();
            assertThat(Decider.unread(waiting(Admission.ALONE, "stop: true"), Optional.of(problems), LIMITS))
                    .isEmpty();
        }

        @Test
        void placesPerNamespace() {
            Observation seen = waiting(new Admission(Set.of("x"), Set.of("x"), 2, 1, false));
            assertThat(Decider.decide(seen, RUNNABLE, LIMITS))
                    .isEqualTo(new Decision.Hold(
                            Decision.Hold.Why.TOO_MANY_RUNS,
                            "waiting for one of 1 runs of this namespace to end"
                                    + " (limits.maxConcurrentRunsPerNamespace 1)"));
            assertThat(Decider.decide(waiting(new Admission(Set.of("x"), Set.of(), 1, 0, false)), RUNNABLE, LIMITS))
                    .isEqualTo(new Decision.Claim(RUNNABLE));
        }

        @Test
        void maxDurationIncludesDrain() {
            // Five seconds of drain are left of ten minutes.
            Instant end = START.plus(Duration.ofMinutes(10)).minusSeconds(5);
            for (String suspend : List.of("suspend: true", "suspend: false")) {
                assertThat(Decider.decide(suspended(Admission.ALONE, end, suspend), new Validated.NotAsked(), LIMITS))
                        .isInstanceOfSatisfying(Decision.Stop.class, stop -> assertThat(stop.reason())
                                .contains("10m", "limits.maxDuration"));
            }
            assertThat(Decider.decide(
                            suspended(Admission.ALONE, end.minusSeconds(1), "suspend: true"),
                            new Validated.NotAsked(),
                            LIMITS))
                    .isInstanceOf(Decision.Watch.class);
        }

        @Test
        void maxDurationWithoutWorkers() {
            Instant end = START.plus(Duration.ofMinutes(10));
            assertThat(Decider.decide(claimed(State.STARTING, 1, end, "suspend: true"), RUNNABLE, LIMITS))
                    .isInstanceOfSatisfying(Decision.Conclude.class, conclude -> {
                        assertThat(conclude.verdict()).isEqualTo(Verdict.ABORTED);
                        assertThat(conclude.reason()).contains("limits.maxDuration");
                    });
        }

        @Test
        void resumedRunWaitsForPlace() {
            Admission full = new Admission(Set.of("x", "y"), Set.of(), 1, 0, true);
            Observation seen = suspended(full, SampleTests.NOW, "suspend: false");
            assertThat(Decider.decide(seen, new Validated.NotAsked(), LIMITS))
                    .isEqualTo(new Decision.Queue(
                            run(true, false), "waiting for one of 2 runs to end (limits.maxConcurrentRuns 2)"));
            Admission room = new Admission(Set.of("x"), Set.of(), 1, 0, true);
            assertThat(Decider.decide(among(seen, room), new Validated.NotAsked(), LIMITS))
                    .isInstanceOf(Decision.Resume.class);
            Admission kept = new Admission(Set.of("x", "y"), Set.of(), 1, 0, false);
            assertThat(Decider.decide(among(seen, kept), new Validated.NotAsked(), LIMITS))
                    .as("one that kept its place takes none")
                    .isInstanceOf(Decision.Resume.class);
        }
    }

    @Nested
    class BeforeTheClaim {
        @Test
        void invalidIsRefusedWithAllReasons() {
            List<Problem> problems = List.of(new Problem("spec.a", "is wrong"), new Problem("spec.b", "is too"));
            assertThat(decide(pending(0), new Validated.Refused(problems))).isEqualTo(new Decision.Refuse(problems));
        }

        @Test
        void validIsClaimedIfThereIsRoom() {
            assertThat(decide(pending(1), RUNNABLE)).isEqualTo(new Decision.Claim(RUNNABLE));
            assertThat(decide(pending(2), RUNNABLE))
                    .isInstanceOfSatisfying(
                            Decision.Hold.class, it -> assertThat(it.why()).isEqualTo(Decision.Hold.Why.TOO_MANY_RUNS));
        }

        @Test
        void suspendedMakesNoPods() {
            assertThat(decide(pending(0, "suspend: true"), RUNNABLE))
                    .isInstanceOfSatisfying(
                            Decision.Hold.class, it -> assertThat(it.why()).isEqualTo(Decision.Hold.Why.SUSPENDED));
        }

        @Test
        void stopEndsItEvenIfSuspendedOrInvalid() {
            Decision aborted = new Decision.Conclude(Verdict.ABORTED, "stop was set before the start");
            assertThat(decide(pending(0, "stop: true", "suspend: true"), RUNNABLE))
                    .isEqualTo(aborted);
            assertThat(decide(pending(0, "stop: true"), new Validated.Refused(List.of())))
                    .isEqualTo(aborted);
        }
    }

    @Nested
    class WhileStarting {
        @Test
        void objectsThenWorkersThenRun() {
            Observation seen = claimed(State.STARTING, 2, SampleTests.NOW);
            Observation bare = with(
                    SampleTests.seen(SampleTests.test(seen.test().getStatus())), Optional.empty(), 0, SampleTests.NOW);
            assertThat(decide(bare, RUNNABLE)).isEqualTo(new Decision.CreateObjects(RUNNABLE));
            assertThat(decide(claimed(State.STARTING, 1, SampleTests.NOW), RUNNABLE))
                    .isEqualTo(new Decision.AwaitWorkers(
                            RUNNABLE, "1 of 2 workers are ready; Unschedulable: no node fits"));
            assertThat(decide(seen, RUNNABLE)).isEqualTo(new Decision.RunCoordinator(RUNNABLE));
        }

        @Test
        void statusNamesPlanBeforeItIsMade() {
            LoadTestStatus unnamed = Statuses.started(State.STARTING, START);
            Observation bare = with(SampleTests.seen(SampleTests.test(unnamed)), Optional.empty(), 0, SampleTests.NOW);
            assertThat(decide(bare, RUNNABLE)).isEqualTo(new Decision.PinPlan(RUNNABLE));
            PlanConfigMap.Content other =
                    new PlanConfigMap.Content(RUNNABLE.content().manifest(), 1, List.of(), List.of(), List.of(), 0);
            bare.test().setStatus(Statuses.planned(unnamed, other));
            assertThat(decide(bare, RUNNABLE)).isEqualTo(new Decision.PinPlan(RUNNABLE));
        }

        @ParameterizedTest
        @EnumSource(names = {"STARTING", "RUNNING", "SUSPENDED", "DRAINING"})
        void foreignPlanEndsRun(State state) {
            Observation seen = claimed(state, 2, SampleTests.NOW);
            seen.plan().orElseThrow().getData().put("addresses", "0.0.0.0/0");
            assertThat(decide(seen, RUNNABLE)).isInstanceOfSatisfying(Decision.Conclude.class, it -> {
                assertThat(it.verdict()).isEqualTo(Verdict.ERROR);
                assertThat(it.reason())
                        .startsWith("there is a ConfigMap \"plots-")
                        .endsWith("-plan\" that is not the plan which the status names (planSha256)");
            });
        }

        @Test
        void volumeFilesAreListedBeforePlan() {
            Validated.Runnable unlisted = new Validated.Runnable(
                    RUNNABLE.plan(),
                    RUNNABLE.content(),
                    RUNNABLE.references(),
                    Map.of("csv", new FileQuery("*.csv", "")));
            assertThat(decide(unplanned(1, Optional.empty()), unlisted)).isInstanceOf(Decision.AwaitWorkers.class);
            assertThat(decide(unplanned(2, Optional.empty()), unlisted)).isEqualTo(new Decision.ListFiles(unlisted));
            assertThat(decide(unplanned(2, Optional.of(new FileListing.Underway())), unlisted))
                    .isInstanceOf(Decision.AwaitWorkers.class);
            assertThat(decide(unplanned(2, Optional.of(new FileListing.Failed("no such folder"))), unlisted))
                    .isEqualTo(new Decision.Conclude(Verdict.ERROR, "no such folder"));
            assertThat(decide(unplanned(2, Optional.of(new FileListing.Listed(List.of()))), RUNNABLE))
                    .isEqualTo(new Decision.CreateObjects(RUNNABLE));
        }

        @Test
        void failedJobEndsRun() {
            Observation seen = claimed(State.STARTING, 1, SampleTests.NOW);
            seen.job()
                    .orElseThrow()
                    .setStatus(new JobStatusBuilder()
                            .addNewCondition()
                            .withType("Failed")
                            .withStatus("True")
                            .withReason("FailedIndexes")
                            .endCondition()
                            .build());
            assertThat(decide(seen, RUNNABLE))
                    .isInstanceOfSatisfying(Decision.Conclude.class, it -> assertThat(it.reason())
                            .contains("FailedIndexes", "no node fits"));
        }

        @Test
        void suspendedStartGetsCoordinator() {
            assertThat(decide(claimed(State.STARTING, 1, SampleTests.NOW, "suspend: true"), RUNNABLE))
                    .isInstanceOf(Decision.AwaitWorkers.class);
            assertThat(decide(claimed(State.STARTING, 2, SampleTests.NOW, "suspend: true"), RUNNABLE))
                    .isEqualTo(new Decision.RunCoordinator(RUNNABLE));
        }

        @Test
        void foreignObjectIsNotUsed() {
            Observation seen = claimed(State.STARTING, 2, SampleTests.NOW);
            seen.job()
                    .orElseThrow()
                    .getMetadata()
                    .getOwnerReferences()
                    .getFirst()
                    .setUid("another");
            assertThat(decide(seen, RUNNABLE))
                    .isInstanceOfSatisfying(Decision.Conclude.class, it -> assertThat(it.reason())
                            .contains("not this LoadTest's"));
        }
    }

    @Nested
    class StartupDeadline {
        @Test
        void suspendedStartHasNoDeadline() {
            Instant later = START.plusSeconds(3_600);
            assertThat(decide(claimed(State.STARTING, 1, later, "suspend: true"), RUNNABLE))
                    .isInstanceOf(Decision.AwaitWorkers.class);
            assertThat(decide(claimed(State.STARTING, 1, later, "suspend: true", "stop: true"), RUNNABLE))
                    .isInstanceOfSatisfying(Decision.Conclude.class, it -> assertThat(it.verdict())
                            .isEqualTo(Verdict.ABORTED));
        }

        @Test
        void deadlineCountsFromResume() {
            Instant resumed = START.plusSeconds(3_600);
            LoadTestStatus suspended = Statuses.starting(START, true, START.plusSeconds(5), "");
            assertThat(decide(said(suspended, resumed), RUNNABLE)).isInstanceOf(Decision.AwaitWorkers.class);
            LoadTestStatus goesOn = Statuses.starting(START, false, resumed, "");
            assertThat(decide(said(goesOn, resumed.plusSeconds(299)), RUNNABLE))
                    .isInstanceOf(Decision.AwaitWorkers.class);
            assertThat(decide(said(goesOn, resumed.plusSeconds(300)), RUNNABLE)).isInstanceOf(Decision.Conclude.class);
            LoadTestStatus suspendedBefore = Statuses.starting(START, false, START.minusSeconds(100), "");
            assertThat(decide(said(suspendedBefore, START.plusSeconds(299)), RUNNABLE))
                    .isInstanceOf(Decision.AwaitWorkers.class);
        }

        @Test
        void deadlineNamesObstacles() {
            Instant last = START.plusSeconds(300);
            assertThat(decide(claimed(State.STARTING, 1, last.minusMillis(1)), RUNNABLE))
                    .isInstanceOf(Decision.AwaitWorkers.class);
            assertThat(decide(claimed(State.STARTING, 1, last), RUNNABLE))
                    .isInstanceOfSatisfying(Decision.Conclude.class, it -> {
                        assertThat(it.verdict()).isEqualTo(Verdict.ERROR);
                        assertThat(it.reason()).contains("startupDeadlineSeconds (300 s)", "no node fits");
                    });
        }

        @Test
        void deadlineNamesApiServersRefusal() {
            LoadTestStatus refused =
                    Statuses.starting(START, false, START, "the Job cannot be made: exceeded quota: few");
            Observation seen = SampleTests.seen(SampleTests.test(Statuses.planned(refused, RUNNABLE.content())));
            assertThat(decide(with(seen, Optional.empty(), 0, START.plusSeconds(299)), RUNNABLE))
                    .isEqualTo(new Decision.CreateObjects(RUNNABLE));
            assertThat(decide(with(seen, Optional.empty(), 0, START.plusSeconds(300)), RUNNABLE))
                    .isEqualTo(new Decision.Conclude(
                            Verdict.ERROR,
                            "the workers were not ready within startupDeadlineSeconds (300 s): the Job cannot be made: exceeded"
                                    + " quota: few"));
        }
    }

    @Nested
    class Takeover {
        @ParameterizedTest
        @EnumSource(names = {"RUNNING", "SUSPENDED", "DRAINING"})
        void orphanedRunIsTakenOver(State state) {
            assertThat(decide(claimed(state, 0, SampleTests.NOW, "stop: true"), RUNNABLE))
                    .isEqualTo(new Decision.TakeOver(RUNNABLE));
        }

        @Test
        void takeoverIsRetriedWhileWorkersWait() {
            Observation seen = claimed(State.RUNNING, 2, SampleTests.NOW);
            Decision again = new Decision.TakeOver(RUNNABLE);
            assertThat(decide(troubled(seen, 599), RUNNABLE)).isEqualTo(again);
            assertThat(decide(troubled(seen, 600), RUNNABLE))
                    .isEqualTo(new Decision.Conclude(
                            Verdict.ERROR, "the run could not be taken over for 600 s: denied by a policy"));
            Observation stopped = claimed(State.RUNNING, 2, SampleTests.NOW, "stop: true");
            assertThat(decide(troubled(stopped, 59), RUNNABLE)).isEqualTo(again);
            assertThat(decide(troubled(stopped, 60), RUNNABLE)).isInstanceOf(Decision.Conclude.class);
        }

        @Test
        void missingPlanPreventsTakeover() {
            Observation seen = claimed(State.RUNNING, 2, SampleTests.NOW);
            Observation planless =
                    ObservationDraft.of(seen).plan(Optional.empty()).observation();
            assertThat(decide(planless, RUNNABLE))
                    .isInstanceOfSatisfying(Decision.Conclude.class, it -> assertThat(it.reason())
                            .contains("plan of the run is gone"));
        }
    }

    @Nested
    class WhileRunning {
        @Test
        void changesReachRunOnce() {
            assertThat(underWay(run(false, false))).isInstanceOf(Decision.Watch.class);
            assertThat(underWay(run(false, false), "suspend: true")).isInstanceOf(Decision.Suspend.class);
            assertThat(underWay(run(true, false), "suspend: true")).isInstanceOf(Decision.Watch.class);
            assertThat(underWay(run(true, false))).isInstanceOf(Decision.Resume.class);
            assertThat(underWay(run(true, false), "suspend: true", "stop: true"))
                    .isInstanceOf(Decision.Stop.class);
            assertThat(underWay(run(true, true), "suspend: true", "stop: true")).isInstanceOf(Decision.Watch.class);
        }

        @Test
        void failedCoordinatorEndsRun() {
            RunSnapshot broken = SnapshotDraft.begun().defect("it broke").snapshot();
            assertThat(underWay(broken)).isEqualTo(new Decision.Conclude(Verdict.ERROR, "it broke"));
        }
    }

    @Nested
    class AfterTheEnd {
        @Test
        void workersGoThenTtl() {
            LoadTestStatus over = Statuses.completed(START, SampleTests.NOW.minusSeconds(5));
            Observation done = SampleTests.seen(SampleTests.test(over, "ttlSecondsAfterFinished: 60"));
            assertThat(decide(done, new Validated.NotAsked())).isEqualTo(new Decision.Keep(Duration.ofSeconds(55)));
            assertThat(decide(with(done, Optional.of(run(false, false)), 0, done.now()), new Validated.NotAsked()))
                    .isEqualTo(new Decision.RemoveWorkers());
            Instant later = SampleTests.NOW.plusSeconds(55);
            assertThat(decide(with(done, Optional.empty(), 0, later), new Validated.NotAsked()))
                    .isEqualTo(new Decision.CleanUpAfterTtl());
            assertThat(decide(SampleTests.seen(SampleTests.test(over)), new Validated.NotAsked()))
                    .isEqualTo(new Decision.Rest());
        }

        /** Argo CD and Flux create again what they applied: a new LoadTest, which would run. */
        @ParameterizedTest
        @CsvSource({
            "argocd.argoproj.io/tracking-id, , true",
            "argocd.argoproj.io/tracking-id, argocd.argoproj.io/hook, false",
            "app.kubernetes.io/instance, , true",
            "app.kubernetes.io/instance, helm.sh/hook, false",
            "kustomize.toolkit.fluxcd.io/name, , true",
            "helm.toolkit.fluxcd.io/name, , true",
            "team, , false",
        })
        void ttlDeletesNothingThatIsAppliedAgain(String mark, String hook, boolean kept) {
            LoadTest test = SampleTests.test(
                    Statuses.completed(START, SampleTests.NOW.minusSeconds(90)), "ttlSecondsAfterFinished: 60");
            Map<String, String> marks = hook == null ? Map.of(mark, "shop") : Map.of(mark, "shop", hook, "PostSync");
            test.getMetadata().setAnnotations(marks);
            test.getMetadata().setLabels(Map.of(mark, "shop"));
            assertThat(decide(SampleTests.seen(test), new Validated.NotAsked()))
                    .isEqualTo(kept ? new Decision.Rest() : new Decision.CleanUpAfterTtl());
        }

        @Test
        void deletionComesFirst() {
            LoadTest test = SampleTests.test("stop: true");
            test.getMetadata().setDeletionTimestamp("2026-01-02T03:04:05Z");
            assertThat(decide(SampleTests.seen(test), RUNNABLE)).isEqualTo(new Decision.Forget());
        }
    }
}
