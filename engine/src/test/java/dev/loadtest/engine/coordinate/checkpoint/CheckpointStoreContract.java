package dev.loadtest.engine.coordinate.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.PhaseTallies;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.Verdicts;
import dev.loadtest.engine.result.block.BlockSheet;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What coordinators of a run rely on, in every checkpoint store. */
public abstract class CheckpointStoreContract {

    /** One coordinator's access to a run's checkpoint. */
    public record Claim(Checkpoint checkpoint, CheckpointStore store) {
        private long epoch() {
            return checkpoint.head().epoch();
        }
    }

    /** The next coordinator takes the run of this test. */
    protected abstract Claim claim() throws Exception;

    /** Completes everything that a stage waits for. */
    protected void await(CompletableFuture<Void> stage) throws Exception {
        stage.handle((any, failure) -> null).get(60, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> after(CompletionStage<Void> stage) throws Exception {
        CompletableFuture<Void> future = stage.toCompletableFuture();
        await(future);
        return future;
    }

    private void done(CompletionStage<Void> stage) throws Exception {
        assertThat(after(stage)).isCompleted();
    }

    private void superseded(CompletionStage<Void> stage) throws Exception {
        assertThat(after(stage))
                .isCompletedExceptionally()
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(SupersededException.class);
    }

    private static CheckpointShard shard(String phase, int planned) {
        TallySheet sheet = new TallySheet();
        sheet.tally("ok", Kind.TRACKED).addPlanned(planned);
        return new CheckpointShard(
                List.of(),
                List.of(new PhaseTallies(phase, "", sheet.state(), new BlockSheet().state())),
                List.of(),
                List.of());
    }

    private static RunState state(long lastEndNanos) {
        return new RunState(
                1,
                2,
                lastEndNanos,
                -1,
                false,
                List.of(new RunState.Seat(0, "process", false)),
                List.of(),
                List.of("worker 1 was lost"),
                new Verdicts.Reasons(List.of(), List.of(), List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(new RunState.CapturedDigest("", "handle", 2, "ab")));
    }

    private static CheckpointHead head(Claim claim, long lastEndNanos, long... shards) {
        List<ShardId> named = Arrays.stream(shards)
                .mapToObj(number -> new ShardId(claim.epoch(), number))
                .toList();
        return new CheckpointHead(claim.epoch(), named, state(lastEndNanos));
    }

    private void write(Claim claim, long number, CheckpointShard shard) throws Exception {
        done(claim.store().write(new ShardId(claim.epoch(), number), shard));
    }

    private static List<String> phases(Checkpoint checkpoint) {
        return checkpoint.shards().stream()
                .flatMap(shard -> shard.tallies().stream())
                .map(PhaseTallies::phase)
                .toList();
    }

    @Test
    void claimRaisesEpoch() throws Exception {
        assertThat(claim().checkpoint()).isEqualTo(Checkpoint.first());
        assertThat(claim().epoch()).isEqualTo(2);
        assertThat(claim().epoch()).isEqualTo(3);
    }

    @Test
    void commitsAreReadInOrder() throws Exception {
        Claim first = claim();
        write(first, 1, shard("a", 3));
        write(first, 2, shard("b", 5));
        CheckpointHead committed = head(first, 7, 2, 1);
        done(first.store().commit(committed));

        Checkpoint next = claim().checkpoint();

        assertThat(next.head()).isEqualTo(committed.raised());
        assertThat(phases(next)).containsExactly("b", "a");
        TallySheet read =
                TallySheet.of(next.shards().getFirst().tallies().getFirst().sheet());
        assertThat(read.totals().books().kind(Kind.TRACKED).planned()).isEqualTo(5);
    }

    @Test
    void unnamedShardIsIgnored() throws Exception {
        Claim first = claim();
        write(first, 1, shard("a", 1));
        done(first.store().commit(head(first, 1, 1)));
        write(first, 2, shard("b", 1));

        assertThat(phases(claim().checkpoint())).containsExactly("a");
    }

    @Test
    void lastCommitCounts() throws Exception {
        Claim first = claim();
        write(first, 1, shard("a", 1));
        done(first.store().commit(head(first, 1, 1)));
        write(first, 2, shard("a and b", 2));
        done(first.store().commit(head(first, 2, 2)));

        Checkpoint next = claim().checkpoint();

        assertThat(phases(next)).containsExactly("a and b");
        assertThat(next.head().run()).isEqualTo(state(2));
    }

    @Test
    void commitIsRepeatableAfterLostAnswer() throws Exception {
        Claim first = claim();
        done(first.store().commit(head(first, 1)));
        done(first.store().commit(head(first, 1)));
        done(first.store().commit(head(first, 2)));

        assertThat(claim().checkpoint().head().run()).isEqualTo(state(2));
    }

    @Test
    void supersededCommitsNothing() throws Exception {
        Claim first = claim();
        write(first, 1, shard("a", 1));
        done(first.store().commit(head(first, 1, 1)));
        Claim second = claim();
        superseded(first.store().commit(head(first, 2)));
        write(second, 1, shard("of the second", 1));
        done(second.store()
                .commit(new CheckpointHead(second.epoch(), List.of(new ShardId(1, 1), new ShardId(2, 1)), state(3))));
        superseded(first.store().commit(head(first, 4)));

        Checkpoint third = claim().checkpoint();

        assertThat(phases(third)).containsExactly("a", "of the second");
        assertThat(third.head().run()).isEqualTo(state(3));
    }

    @Test
    void digestIsEqualForAllCoordinators() throws Exception {
        byte[] digest = {1, 2, 3};
        byte[] keyed = claim().store().keyed(digest);

        assertThat(digest).containsExactly(1, 2, 3);
        assertThat(claim().store().keyed(digest)).isEqualTo(keyed);
    }
}
