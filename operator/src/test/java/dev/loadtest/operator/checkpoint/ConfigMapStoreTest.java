package dev.loadtest.operator.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.coordinate.checkpoint.OpenCase;
import dev.loadtest.engine.coordinate.checkpoint.RunState;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.Verdicts;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.UnitCounts;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.health.Standstill;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.Gzip;
import dev.loadtest.operator.desired.Ownership;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.key.OperatorKey.Purpose;
import dev.loadtest.operator.report.Results;
import dev.loadtest.operator.run.Opening;
import dev.loadtest.operator.run.Progress;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A checkpoint passed from one coordinator to the next. */
@Timeout(10)
class ConfigMapStoreTest {
    private static final RunResult RESULT = Results.of(Verdict.FAILED, 2, 3, 2);
    private final MemoryConfigMaps objects = new MemoryConfigMaps();
    private final OperatorKey key = new OperatorKey(new byte[32]);
    private final CheckpointOpening opening = new CheckpointOpening(objects, SampleTests.test(), key, false);

    private static final GeneratorFaults FAULTS = new GeneratorFaults(
            List.of(new Standstill("phase-0", 2, 5_000, 3_000, 12, 4)),
            List.of(new GeneratorFaults.LimitHit("phase-1", "out of descriptors", 9)));

    private static void done(CompletionStage<Void> stage) throws InterruptedException, ExecutionException {
        stage.toCompletableFuture().get();
    }

    private static CheckpointShard shard() {
        List<CheckpointShard.ClosedCase> cases = RESULT.cases().stream()
                .map(it -> new CheckpointShard.ClosedCase(
                        it.id(),
                        it.outcome(),
                        it.reason(),
                        1,
                        2,
                        3,
                        4,
                        it.totals(),
                        Map.of("handle", 2L),
                        List.of(new Sample(it.id(), 3, "health", Map.of("a", "b"), 200, "f", 9, "ab", false, ""))))
                .toList();
        return new CheckpointShard(
                cases,
                List.of(new CheckpointShard.PhaseTallies("phase-0", "", new TallySheet().state(), blocks().state())),
                List.of(new CheckpointShard.GoneWorker(
                        1,
                        new Timeline().state(),
                        5,
                        6,
                        7,
                        new Resends(8, 9),
                        new TokenRequests(3, 1),
                        FAULTS,
                        HostHealth.UNKNOWN)),
                List.of(new Exemplar(
                        new Exemplar.Sent("phase-0", "a[b]", 7, "", 0, 0, "get", Kind.TRACKED, Map.of("id", "3")),
                        new Exemplar.Times(1, 2, 3, -1, 4, 5, 6),
                        new Exemplar.End(Exemplar.Outcome.ERROR, 0, "reset", "the peer left"),
                        Exemplar.Answer.NONE)));
    }

    private static BlockSheet blocks() {
        BlockSheet blocks = new BlockSheet();
        blocks.row("get", Kind.TRACKED).at(3).sent();
        blocks.row("get", Kind.TRACKED).at(3).ended(true, 5_000_000);
        return blocks;
    }

    private static RunState state() {
        OpenCase.LostPart lost = new OpenCase.LostPart(
                1,
                77,
                true,
                new TallySheet().state(),
                blocks().state(),
                UnitCounts.NONE,
                Map.of("status 500", 3L),
                0,
                new Loss(5, 3, 77, false),
                true);
        return new RunState(
                1,
                2,
                3,
                -1,
                false,
                List.of(new RunState.Seat(0, "x", false), new RunState.Seat(1, "y", true)),
                List.of(new RunState.PauseRecord(5, 4, "suspend")),
                List.of("worker 1 was lost"),
                new Verdicts.Reasons(List.of(), List.of(), List.of("lost"), List.of(), List.of("noted")),
                List.of(new OpenCase("a[b]", 1, 2, 3, List.of(0, 1), Outcome.PASSED, "", 9, List.of(lost))),
                List.of(new RunState.Decided("phase-0", "", RESULT.thresholds())),
                List.of(new RunState.CapturedDigest("", "handle", 2, "ab")));
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static LoadTest anotherRun() {
        LoadTest another = SampleTests.test();
        another.getMetadata().setUid("another");
        return another;
    }

    @Nested
    class Commits {
        @Test
        void committedStateIsRead() throws Exception {
            Opening.Opened first = opening.open();
            assertThat(first.checkpoint().head()).isEqualTo(CheckpointHead.first());
            ShardId committed = new ShardId(1, 1);
            done(first.store().write(committed, shard()));
            CheckpointHead head = new CheckpointHead(1, List.of(committed), state());
            done(first.store().commit(head));
            done(first.store().write(new ShardId(1, 2), shard()));

            Opening.Opened next = opening.open();
            assertThat(next.checkpoint().head()).isEqualTo(head.raised());
            CheckpointShard read = next.checkpoint().shards().getFirst();
            assertThat(CheckpointFormat.bytes(read)).isEqualTo(CheckpointFormat.bytes(shard()));
            assertThat(read.cases()).isEqualTo(shard().cases());
        }

        @Test
        void supersededWritesNothing() throws Exception {
            Opening.Opened first = opening.open();
            opening.open();
            CheckpointHead late = new CheckpointHead(1, List.of(), state());
            assertThatThrownBy(() -> done(first.store().commit(late)))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SupersededException.class);
            assertThat(opening.open().checkpoint().head().run()).isNull();
        }

        @Test
        void unnamedShardsAreDeleted() throws Exception {
            Opening.Opened opened = opening.open();
            done(opened.store().write(new ShardId(1, 1), shard()));
            done(opened.store().commit(new CheckpointHead(1, List.of(new ShardId(1, 1)), state())));
            done(opened.store().write(new ShardId(1, 2), shard()));
            done(opened.store().commit(new CheckpointHead(1, List.of(new ShardId(1, 2)), state())));
            assertThat(objects.stored.keySet()).hasSize(2).anyMatch(name -> name.endsWith("-1-2-0"));
            CheckpointOpening.delete(objects, SampleTests.test(), key);
            assertThat(objects.stored).isEmpty();
        }

        @Test
        void refusedFirstHeadIsFinal() {
            objects.refuse("exceeded quota: few");
            assertThatThrownBy(opening::open)
                    .isInstanceOf(CheckpointRefusedException.class)
                    .hasMessage("exceeded quota: few");
        }

        @Test
        void refusedLaterHeadIsRetried() throws IOException {
            opening.open();
            objects.refuse("denied by a policy");
            assertThatThrownBy(opening::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("denied by a policy");
            objects.refuse("");
            assertThat(opening.open().checkpoint().head().epoch()).isEqualTo(2);
        }

        @Test
        void progressOfOthersIsSeparate() throws Exception {
            Opening.Opened first = opening.open();
            done(first.store().commit(new CheckpointHead(1, List.of(), state())));
            CheckpointOpening again = new CheckpointOpening(objects, SampleTests.test(), key, false);
            again.open();
            assertThat(again.others()).isEqualTo(Progress.NONE);
            StoredHead another = new StoredHead(
                    objects, SampleTests.test(), "another", key.seal(Purpose.CHECKPOINT_HEAD, SampleTests.test()));
            byte[] content = another.read().orElseThrow().content();
            assertThat(another.write(3, content)).isTrue();
            again.open();
            assertThat(again.others()).isEqualTo(new Progress(3, 4));
        }

        @Test
        void digestNeedsKey() throws IOException {
            byte[] digest = Sha256.of(new byte[] {1});
            CheckpointStore store = opening.open().store();
            assertThat(store.keyed(digest)).hasSize(32).isNotEqualTo(digest).isEqualTo(store.keyed(digest));
            CheckpointStore others = new CheckpointOpening(objects, anotherRun(), new OperatorKey(new byte[32]), false)
                    .open()
                    .store();
            assertThat(others.keyed(digest)).isNotEqualTo(store.keyed(digest));
        }
    }

    @Nested
    class Upkeep {
        @Test
        void deletedObjectsAreRestored() throws Exception {
            Opening.Opened opened = opening.open();
            done(opened.store().write(new ShardId(1, 1), shard()));
            done(opened.store().commit(new CheckpointHead(1, List.of(new ShardId(1, 1)), state())));
            Map<String, ConfigMap> before = Map.copyOf(objects.stored);
            for (String name : before.keySet()) {
                objects.stored.remove(name);
                assertThat(opened.upkeep().look()).isEmpty();
                assertThat(objects.stored).containsOnlyKeys(before.keySet());
            }
            assertThat(new CheckpointOpening(objects, SampleTests.test(), key, true)
                            .open()
                            .checkpoint()
                            .shards())
                    .hasSize(1);
        }

        @Test
        void lostLabelsAreRestored() throws Exception {
            Opening.Opened opened = opening.open();
            done(opened.store().write(new ShardId(1, 1), shard()));
            done(opened.store().commit(new CheckpointHead(1, List.of(new ShardId(1, 1)), state())));
            objects.stored.values().forEach(it -> it.getMetadata().setOwnerReferences(List.of()));
            assertThat(opened.upkeep().look()).isEmpty();
            assertThat(objects.stored.values()).hasSize(2).allMatch(it -> Ownership.isOf(it, SampleTests.test()));
        }

        @Test
        void foreignObjectEndsRun() throws Exception {
            Opening.Opened opened = opening.open();
            objects.stored.replaceAll((name, head) -> new ConfigMapBuilder(head)
                    .editMetadata()
                    .withUid("another")
                    .withResourceVersion("0")
                    .withOwnerReferences(List.of())
                    .endMetadata()
                    .build());
            assertThat(opened.upkeep().look().orElseThrow()).contains("that is not this LoadTest's checkpoint");
        }

        /** What was sent is unknown, so the run must not start again. */
        @Test
        void missingHeadOfBegunRun() throws IOException {
            CheckpointOpening.prepare(objects, SampleTests.test(), key);
            CheckpointOpening.prepare(objects, SampleTests.test(), key);
            assertThat(objects.stored).hasSize(1);
            assertThat(opening.open().checkpoint().head().run()).isNull();
            objects.stored.clear();
            CheckpointOpening begun = new CheckpointOpening(objects, SampleTests.test(), key, true);
            assertThatThrownBy(begun::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("-checkpoint\" of the run's checkpoint was deleted");
            assertThat(objects.stored).isEmpty();
        }
    }

    @Nested
    class Forgeries {
        @Test
        void corruptHeadCanBeDeleted() throws IOException {
            opening.open();
            ConfigMap head = objects.stored.firstEntry().getValue();
            head.getBinaryData().replaceAll((key, content) -> "*" + content);
            assertThatThrownBy(opening::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not this LoadTest's checkpoint");
            CheckpointOpening.delete(objects, SampleTests.test(), key);
        }

        /** 255 kB that unpack to 256 MiB, and the highest possible epoch. */
        @Test
        void forgedHeadIsNotUnpacked() throws IOException {
            byte[] bomb = Gzip.of(out -> {
                for (int megabyte = 0; megabyte < 256; megabyte++) {
                    out.write(new byte[1 << 20]);
                }
            });
            opening.open();
            ConfigMap head = objects.stored.firstEntry().getValue();
            head.getData().put("epoch", String.valueOf(Long.MAX_VALUE));
            head.getBinaryData().put("head", Base64.getEncoder().encodeToString(bomb));
            long before = allocated();
            assertThatThrownBy(opening::open).hasMessageContaining("it lacks the operator's seal");
            assertThat(allocated() - before).isLessThan(16L << 20);
        }

        @Test
        void unpackedSizeIsBounded() throws IOException {
            byte[] packed = CheckpointFormat.bytes(shard());
            int size = Gzip.read(packed, 1 << 20).orElseThrow().length;
            CheckpointFormat.Reader reader = new CheckpointFormat.Reader(2 * size);
            reader.shard(packed);
            reader.shard(packed);
            assertThatThrownBy(() -> reader.shard(packed))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("this operator's heap is too small");
        }

        @Test
        void foreignHeadIsNotUsed() throws IOException {
            opening.open();
            ConfigMap head = objects.stored.firstEntry().getValue();
            head.getMetadata().getOwnerReferences().getFirst().setUid("another");
            assertThatThrownBy(opening::open).hasMessageContaining("not this LoadTest's");
        }
    }
}
