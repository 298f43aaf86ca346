package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A worker in a pod, in virtual time: reached over a slow network, commanded by the highest epoch. Pauses itself
 * after five seconds without a coordinator.
 */
final class PodWorker {
    private static final long LATENCY = 1_000_000;
    private static final long STALL = 100_000_000;
    private static final long ALONE = 5_000_000_000L;

    private final Worker worker;
    private final Loop loop;
    private final Random random;
    private long epoch;
    private long heard;
    private boolean begun;
    private boolean dead;
    private boolean unreachable;
    private boolean stalled;

    PodWorker(Worker worker, Loop loop, Random random) {
        this.worker = worker;
        this.loop = loop;
        this.random = random;
        this.heard = loop.nanos();
        watch();
    }

    int index() {
        return worker.index();
    }

    boolean dead() {
        return dead;
    }

    /** The process is killed; its later actions are unheard. */
    void die() {
        dead = true;
        worker.stop("dead");
    }

    /** Whether it refuses every connection, though its process lives. */
    void unreachable(boolean isUnreachable) {
        unreachable = isUnreachable;
    }

    /** Whether messages to it are held back. */
    void stalled(boolean isStalled) {
        stalled = isStalled;
    }

    /** The process gets SIGTERM: it sends nothing more, and answers. */
    void end() {
        worker.stop("workerLost");
    }

    private void watch() {
        loop.at(heard + ALONE, () -> {
            if (loop.nanos() - heard >= ALONE) {
                heard = loop.nanos();
                if (!dead && begun) {
                    worker.pause();
                }
            }
            if (!dead) {
                watch();
            }
        });
    }

    /** What a coordinator holds of it. */
    Line line(long ofEpoch) {
        return new Line(ofEpoch);
    }

    /** A coordinator's connection; once cut, messages under way may be lost. */
    final class Line implements Worker {
        private final long ofEpoch;
        private boolean cut;
        private Runnable onFire = () -> {};

        private Line(long ofEpoch) {
            this.ofEpoch = ofEpoch;
        }

        void cut() {
            cut = true;
        }

        /** Runs this when the next order is under way. */
        void onFire(Runnable task) {
            onFire = task;
        }

        private <T> CompletionStage<T> call(Supplier<CompletionStage<T>> what) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            if (!cut) {
                loop.at(loop.nanos() + LATENCY, () -> arrive(what, answer));
            }
            return answer;
        }

        private <T> void arrive(Supplier<CompletionStage<T>> what, CompletableFuture<T> answer) {
            if (cut && random.nextBoolean()) {
                return;
            }
            if (stalled) {
                loop.at(loop.nanos() + STALL, () -> arrive(what, answer));
            } else if (dead || unreachable) {
                answer(() -> answer.completeExceptionally(new IllegalStateException("it died")));
            } else if (ofEpoch < epoch) {
                answer(() -> answer.completeExceptionally(new SupersededException("superseded by epoch " + epoch)));
            } else {
                epoch = ofEpoch;
                heard = loop.nanos();
                what.get()
                        .whenComplete((value, failure) -> answer(() -> {
                            if (dead) {
                                answer.completeExceptionally(new IllegalStateException("it died"));
                            } else if (failure != null) {
                                answer.completeExceptionally(failure);
                            } else {
                                answer.complete(value);
                            }
                        }));
            }
        }

        private void answer(Runnable task) {
            loop.at(loop.nanos() + LATENCY, () -> {
                if (!cut) {
                    task.run();
                }
            });
        }

        @Override
        public int index() {
            return worker.index();
        }

        @Override
        public CompletionStage<WorkerStanding> standing() {
            return call(worker::standing);
        }

        @Override
        public CompletionStage<Long> clockNanos() {
            return call(worker::clockNanos);
        }

        @Override
        public CompletionStage<Void> begin(long originNanos) {
            return call(() -> {
                begun = true;
                return worker.begin(originNanos);
            });
        }

        @Override
        public CompletionStage<Void> fire(FireOrder order) {
            CompletionStage<Void> fired = call(() -> worker.fire(order));
            onFire.run();
            return fired;
        }

        @Override
        public CompletionStage<Void> pause() {
            return call(worker::pause);
        }

        @Override
        public CompletionStage<Void> resumeAt(long nanos) {
            return call(() -> worker.resumeAt(nanos));
        }

        @Override
        public CompletionStage<Void> stop(String reason) {
            return call(() -> worker.stop(reason));
        }

        @Override
        public CompletionStage<Void> finish() {
            return call(worker::finish);
        }

        @Override
        public CompletionStage<Void> forget(List<String> caseIds) {
            return call(() -> worker.forget(caseIds));
        }

        @Override
        public CompletionStage<HeldCaptures> captured() {
            return call(worker::captured);
        }

        @Override
        public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
            return call(() -> worker.report(sinceRevision, second, wait));
        }
    }
}
