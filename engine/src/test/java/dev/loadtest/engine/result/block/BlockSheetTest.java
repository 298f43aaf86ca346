package dev.loadtest.engine.result.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.BlockSheetState;
import dev.loadtest.engine.result.wire.BlockState;
import dev.loadtest.engine.result.wire.HistogramState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSheetTest {

    /** From a microsecond to beyond an hour. */
    private static long nanos(Random random) {
        return (long) (1_000 * Math.exp(random.nextDouble() * 23));
    }

    private static BlockSheet sheet(Random random, int requests) {
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < requests; i++) {
            Kind kind = random.nextBoolean() ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
            Block block = sheet.row("r" + random.nextInt(3), kind).at(random.nextInt(32));
            block.sent();
            if (random.nextInt(9) == 0) {
                block.failed();
            } else {
                block.ended(random.nextInt(5) == 0, nanos(random));
            }
        }
        return sheet;
    }

    private static Block block(BlockSheet sheet) {
        return sheet.row("get", Kind.TRACKED).at(0);
    }

    private static BlockState state(BlockSheet sheet) {
        return sheet.state().lines().getFirst().blocks().getFirst();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsAreThoseOfALatencyHistogram(long seed) {
        Random random = new Random(seed);
        BlockSheet sheet = new BlockSheet();
        LatencyHistogram expected = new LatencyHistogram(2);
        for (int i = 0; i < 5_000; i++) {
            long nanos = i < 300 ? i * 1_000L : nanos(random);
            block(sheet).ended(false, nanos);
            expected.recordNanos(nanos);
        }

        assertThat(state(sheet).response()).isEqualTo(expected.state());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAndGroupingOfMergesIsEqual(long seed) {
        Random random = new Random(seed);
        List<BlockSheet> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parts.add(sheet(random, random.nextInt(400)));
        }
        BlockSheet sum = new BlockSheet();
        parts.forEach(sum::add);
        Collections.shuffle(parts, random);
        BlockSheet pairs = new BlockSheet();
        for (int i = 0; i < 6; i += 2) {
            // Through another process, and added there.
            BlockSheet pair = BlockSheet.of(parts.get(i).state());
            pair.add(BlockSheet.of(parts.get(i + 1).state()));
            pairs.add(pair);
        }

        assertThat(pairs.state()).isEqualTo(sum.state());
    }

    @Test
    void copiesAreIndependent() {
        BlockSheet sheet = new BlockSheet();
        block(sheet).sent();
        block(sheet).ended(false, 1_000_000);
        BlockSheet copy = sheet.copy();
        BlockSheetState before = copy.state();
        block(sheet).sent();
        block(sheet).ended(true, 2_000_000);

        assertThat(copy.state()).isEqualTo(before);
        assertThat(state(sheet).sent()).isEqualTo(2);
        block(copy).ended(true, 2_000_000);
        block(copy).sent();
        assertThat(copy.state()).isEqualTo(sheet.state());
    }

    /** The bound of {@link BlockLimits} counts on it. */
    @Test
    void aBlockIsSmall() {
        BlockSheet sheet = new BlockSheet();
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            block(sheet).ended(false, (long) (20_000_000 * Math.exp(random.nextGaussian() * 0.5)));
        }

        assertThat(sheet.footprintBytes()).isLessThan(4_500);
    }

    @Test
    void aBlockOfAnotherProcessIsSmaller() {
        BlockSheet sheet = new BlockSheet();
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            block(sheet).ended(false, (long) (20_000_000 * Math.exp(random.nextGaussian() * 0.5)));
        }

        assertThat(BlockSheet.of(sheet.state()).footprintBytes()).isLessThan(1_200);
    }

    @Nested
    class OfAnotherProcess {
        private final HistogramState none = new HistogramState("", 0, 0, 0);

        private void refused(List<BlockState> blocks) {
            BlockSheetState state = new BlockSheetState(List.of(new BlockSheetState.Line("get", Kind.TRACKED, blocks)));
            assertThatIllegalArgumentException().isThrownBy(() -> BlockSheet.of(state));
        }

        @Test
        void indexesAreUnique() {
            refused(List.of(new BlockState(1, 1, 0, none), new BlockState(1, 1, 0, none)));
        }

        @Test
        void indexesAreBounded() {
            refused(List.of(new BlockState(32, 1, 0, none)));
        }

        @Test
        void countsAreNotNegative() {
            assertThatIllegalArgumentException().isThrownBy(() -> new BlockState(0, -1, 0, none));
        }

        @Test
        void histogramsHaveTwoDigits() {
            LatencyHistogram fine = new LatencyHistogram();
            fine.recordNanos(5_000_000);
            refused(List.of(new BlockState(0, 1, 0, fine.state())));
        }

        @Test
        void linesAreUnique() {
            BlockSheetState.Line line = new BlockSheetState.Line("get", Kind.TRACKED, List.of());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BlockSheet.of(new BlockSheetState(List.of(line, line))));
        }
    }
}
