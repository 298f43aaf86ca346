package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.engine.result.compare.Baseline;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.operator.SampleTests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coordinators on their own threads, with unreachable workers. */
@Timeout(30)
class RunsIT {
    private static final LoadPlan PLAN =
            SampleTests.runnable(SampleTests.test("drain: 1s")).plan();

    private static void failed(Runs runs, long second, String why) {
        failed(runs, second, new IllegalStateException(why));
    }

    private static void failed(Runs runs, long second, RuntimeException how) {
        runs.start(start(
                SilentWorker.silent(),
                () -> {
                    throw how;
                },
                SampleTests.NOW.plusSeconds(second)));
        while (runs.size() > 0) {
            Thread.onSpinWait();
        }
    }

    private static RunStart start(PodWorker worker) {
        return start(worker, () -> new Opening.Opened(Checkpoint.first(), new Forgetful(), Upkeep.NONE));
    }

    private static RunStart start(PodWorker worker, Opening opening) {
        return start(worker, opening, SampleTests.NOW);
    }

    private static RunStart start(PodWorker worker, Opening opening, Instant at) {
        return start(worker, opening, Upkeep.NONE, at);
    }

    private static RunStart start(PodWorker worker, Opening opening, Upkeep upkeep, Instant at) {
        return start(worker, null, opening, upkeep, at);
    }

    private static RunStart start(PodWorker worker, Baseline baseline) {
        Opening opening = () -> new Opening.Opened(Checkpoint.first(), new Forgetful(), Upkeep.NONE);
        return start(worker, baseline, opening, Upkeep.NONE, SampleTests.NOW);
    }

    private static RunStart start(
            PodWorker worker, @Nullable Baseline baseline, Opening opening, Upkeep upkeep, Instant at) {
        return new RunStart(
                "a",
                "shop/plots",
                PLAN,
                baseline,
                Map.of(0, "pod-a"),
                List.of((epoch, plan, loop) -> worker),
                opening,
                false,
                Duration.ZERO,
                Optional.empty(),
                upkeep,
                List.of(),
                at);
    }

    /** Polls like the reconciler; bounded by the test's timeout. */
    private static RunSnapshot ended(Runs runs, String uid) {
        while (true) {
            RunSnapshot seen = runs.snapshot(uid).orElseThrow();
            if (seen.ended()) {
                return seen;
            }
            Thread.onSpinWait();
        }
    }

    /** Stores nothing. */
    private static final class Forgetful implements CheckpointStore {
        @Override
        public CompletionStage<Void> write(ShardId id, CheckpointShard shard) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> commit(CheckpointHead head) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Nested
    class Workers {
        @Test
        void unreachableWorkersEndWithError() throws InterruptedException {
            try (Runs runs = new Runs()) {
                runs.start(start(SilentWorker.unreachable()));
                RunResult result = Objects.requireNonNull(ended(runs, "a").result());
                assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
                assertThat(result.message()).contains("connection refused");
                runs.forget("a");
                assertThat(runs.snapshot("a")).isEmpty();
            }
        }

        /** The comparison is a part of the result that is stored. */
        @Test
        void endedRunIsComparedWithItsBaseline() throws InterruptedException {
            ComparedRun base = new ComparedRun("plots", PLAN.seed() + 1, Verdict.PASSED, "", List.of());
            Baseline baseline =
                    new Baseline("configmap/base", base, List.of(DifferenceLimit.parse("p99 <= +5%")), false);
            try (Runs runs = new Runs()) {
                runs.start(start(SilentWorker.unreachable(), baseline));
                RunResult result = Objects.requireNonNull(ended(runs, "a").result());
                assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
                BaselineResult compared = Objects.requireNonNull(result.baseline());
                assertThat(compared.source()).isEqualTo("configmap/base");
                assertThat(compared.limits()).singleElement().matches(limit -> !limit.passed());
            }
        }

        @Test
        void stopWithSilentWorkersAborts() throws InterruptedException {
            try (Runs runs = new Runs()) {
                runs.start(start(SilentWorker.silent()));
                runs.start(start(SilentWorker.unreachable()));
                assertThat(runs.size()).isEqualTo(1);
                // Commands are refused until the checkpoint is open; the reconciler repeats them.
                while (!runs.snapshot("a").orElseThrow().stopping()) {
                    runs.stop("a", "stop was set");
                }
                RunSnapshot end = ended(runs, "a");
                assertThat(end.stopping()).isTrue();
                assertThat(Objects.requireNonNull(end.result()).verdict()).isEqualTo(Verdict.ABORTED);
            }
        }

        @Test
        void earlierRunOfSamePlaceIsAbandoned() {
            try (Runs runs = new Runs()) {
                runs.start(start(SilentWorker.silent()));
                runs.abandonPredecessors("shop/plots", "a", "deleted");
                runs.abandonPredecessors("shop/other", "b", "deleted");
                assertThat(runs.size()).isEqualTo(1);
                runs.abandonPredecessors("shop/plots", "b", "deleted");
                assertThat(runs.size()).isZero();
            }
        }
    }

    @Nested
    class CheckpointOpening {
        @Test
        void unopenedCheckpointIsDropped() {
            try (Runs runs = new Runs()) {
                runs.start(start(SilentWorker.silent(), () -> {
                    throw new SupersededException("another operator took the run over concurrently");
                }));
                while (runs.size() > 0) {
                    Thread.onSpinWait();
                }
                assertThat(runs.snapshot("a")).isEmpty();
                assertThat(runs.takeoverFailure("a"))
                        .hasValueSatisfying(takeoverFailure -> assertThat(takeoverFailure.why())
                                .contains("another operator took the run over concurrently"));
            }
        }

        @Test
        void unreadableCheckpointEndsRun() throws InterruptedException {
            try (Runs runs = new Runs()) {
                runs.start(start(SilentWorker.silent(), () -> {
                    throw new IOException("the checkpoint's shard x is missing");
                }));
                assertThat(ended(runs, "a").defect()).contains("shard x is missing");
            }
        }

        @Test
        void refusedCheckpointEndsRun() throws InterruptedException {
            try (Runs runs = new Runs()) {
                runs.start(start(SilentWorker.silent(), () -> {
                    throw new CheckpointRefusedException("exceeded quota: few", new IllegalStateException("403"));
                }));
                assertThat(ended(runs, "a").defect()).isEqualTo("the checkpoint cannot be stored: exceeded quota: few");
            }
        }
    }

    @Nested
    class RunsObjects {
        @Test
        void damagedObjectsPreventStart() throws InterruptedException {
            try (Runs runs = new Runs()) {
                Opening never = () -> {
                    throw new AssertionError("it was opened");
                };
                runs.start(start(
                        SilentWorker.silent(), never, () -> Optional.of("the Job was replaced"), SampleTests.NOW));
                assertThat(ended(runs, "a").defect()).isEqualTo("the Job was replaced");
            }
        }

        /** Even while its workers are silent. */
        @Test
        void lostObjectsEndRun() throws InterruptedException {
            AtomicInteger looks = new AtomicInteger();
            CountDownLatch left = new CountDownLatch(1);
            Upkeep upkeep = new Upkeep() {
                @Override
                public Optional<String> look() {
                    return looks.incrementAndGet() == 1 ? Optional.empty() : Optional.of("the Job was deleted");
                }

                @Override
                public void leave() {
                    left.countDown();
                }
            };
            try (Runs runs = new Runs()) {
                runs.start(start(
                        SilentWorker.silent(),
                        () -> new Opening.Opened(Checkpoint.first(), new Forgetful(), Upkeep.NONE),
                        upkeep,
                        SampleTests.NOW));
                RunResult result = Objects.requireNonNull(ended(runs, "a").result());
                assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
                assertThat(result.message()).contains("the Job was deleted");
                runs.forget("a");
                assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
            }
        }

        /** Its workers ended before the next regular look at its objects. */
        @Test
        void lostObjectsExplainLostWorkers() throws InterruptedException {
            AtomicInteger looks = new AtomicInteger();
            Upkeep upkeep =
                    () -> looks.incrementAndGet() == 1 ? Optional.empty() : Optional.of("the Job \"a\" was deleted");
            try (Runs runs = new Runs()) {
                runs.start(start(
                        SilentWorker.unreachable(),
                        () -> new Opening.Opened(Checkpoint.first(), new Forgetful(), Upkeep.NONE),
                        upkeep,
                        SampleTests.NOW));
                RunResult result = Objects.requireNonNull(ended(runs, "a").result());
                assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
                assertThat(result.message())
                        .startsWith("the Job \"a\" was deleted; ")
                        .contains("connection refused");
            }
        }
    }

    @Nested
    class Troubles {
        @Test
        void repeatedFailureKeepsTimeAndReason() {
            try (Runs runs = new Runs()) {
                failed(runs, 0, "the webhook is away");
                failed(runs, 7, "the webhook is still away");
                assertThat(runs.takeoverFailure("a"))
                        .contains(new TakeoverFailure(
                                SampleTests.NOW,
                                SampleTests.NOW.plusSeconds(7),
                                "the webhook is still away",
                                Progress.NONE));
                runs.forget("a");
                assertThat(runs.takeoverFailure("a")).isEmpty();
            }
        }

        /** A worker may claim so for ever; another operator that drives the run would advance the checkpoint. */
        @Test
        void supersededIsATrouble() {
            try (Runs runs = new Runs()) {
                for (long second : List.of(0L, 60L)) {
                    failed(runs, second, new SupersededException("superseded by epoch 9223372036854775807"));
                }
                assertThat(runs.takeoverFailure("a")).hasValueSatisfying(takeoverFailure -> {
                    assertThat(takeoverFailure.lasted()).isEqualTo(Duration.ofSeconds(60));
                    assertThat(takeoverFailure.why()).contains("superseded by epoch 9223372036854775807");
                });
            }
        }

        @Test
        void supersededWorkerIsNotTrustedForever() {
            try (Runs runs = new Runs()) {
                SilentWorker lying = new SilentWorker(new SupersededException("superseded by epoch 7"));
                runs.start(start(lying));
                while (runs.size() > 0) {
                    Thread.onSpinWait();
                }
                assertThat(runs.takeoverFailure("a")).isPresent();
            }
        }
    }

    @Nested
    class Closing {
        @Test
        void closedRunsStartNothing() {
            Runs runs = new Runs();
            runs.close();
            runs.start(start(SilentWorker.silent()));
            assertThat(runs.size()).isZero();
        }
    }
}
