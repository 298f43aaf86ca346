package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.run.loop.Loop;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checkpoints in memory, in virtual time: writes and their answers take time. */
final class FakeStore {
    private final Loop loop;
    private final Random random;
    private final Map<ShardId, CheckpointShard> shards = new HashMap<>();
    private @Nullable CheckpointHead head;
    private boolean away;
    private boolean refusing;

    FakeStore(Loop loop, Random random) {
        this.loop = loop;
        this.random = random;
    }

    /** A new coordinator takes the run. */
    Checkpoint claim() {
        CheckpointHead claimed = head == null ? CheckpointHead.first() : head.raised();
        head = claimed;
        return new Checkpoint(
                claimed, claimed.shards().stream().map(shards::get).toList());
    }

    /** Whether every write fails. */
    void away(boolean isAway) {
        away = isAway;
    }

    /** Whether every write is refused for good. */
    void refusing(boolean isRefusing) {
        refusing = isRefusing;
    }

    @Nullable
    CheckpointHead head() {
        return head;
    }

    private @Nullable Exception refused() {
        if (refusing) {
            return new CheckpointRefusedException("a quota", new IllegalStateException("403"));
        }
        return away ? new IllegalStateException("the API server is away") : null;
    }

    Line line(long epoch) {
        return new Line(epoch);
    }

    /** A coordinator's access; once cut, writes under way may still arrive. */
    final class Line implements CheckpointStore {
        private final long epoch;
        private boolean cut;

        private Line(long epoch) {
            this.epoch = epoch;
        }

        void cut() {
            cut = true;
        }

        @Override
        public CompletionStage<Void> write(ShardId id, CheckpointShard shard) {
            return later(() -> {
                if (shards.putIfAbsent(id, shard) != null) {
                    return new IllegalStateException(id + " is written twice");
                }
                return null;
            });
        }

        @Override
        public CompletionStage<Void> commit(CheckpointHead next) {
            return later(() -> {
                if (head == null || head.epoch() != epoch || next.epoch() != epoch) {
                    return new SupersededException("the head is of another epoch than " + epoch);
                }
                head = next;
                return null;
            });
        }

        @Override
        public byte[] keyed(byte[] digest) {
            byte[] keyed = digest.clone();
            keyed[0] ^= 1;
            return keyed;
        }

        private CompletionStage<Void> later(Supplier<@Nullable Exception> effect) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            if (cut) {
                return done;
            }
            long takes = 1_000_000L * (1 + random.nextInt(60));
            loop.at(loop.nanos() + takes, () -> {
                if (cut && random.nextBoolean()) {
                    return;
                }
                Exception failure = refused();
                if (failure == null) {
                    failure = effect.get();
                }
                Exception told = failure;
                loop.at(loop.nanos() + takes, () -> {
                    if (!cut) {
                        complete(done, told);
                    }
                });
            });
            return done;
        }

        private static void complete(CompletableFuture<Void> done, @Nullable Exception failure) {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        }
    }
}
