package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeapTrimmerTest {
    private static final long MIB = 1L << 20;

    private final HeapTrimmer heap = new HeapTrimmer();

    @Test
    void collectsAfterStart() {
        assertThat(heap.isWorthwhile(0, 24 * MIB)).isTrue();
    }

    @Test
    void notDuringRuns() {
        assertThat(heap.isWorthwhile(1, 150 * MIB)).isFalse();
    }

    @Test
    void onlyGrowthIsWorthACollection() {
        assertThat(heap.isWorthwhile(0, 24 * MIB)).isTrue();
        heap.gave(20 * MIB);
        assertThat(heap.isWorthwhile(0, 20 * MIB + HeapTrimmer.WORTH - 1)).isFalse();
        assertThat(heap.isWorthwhile(0, 20 * MIB + HeapTrimmer.WORTH)).isTrue();
    }

    @Test
    void collectsTwiceAfterRuns() {
        heap.gave(40 * MIB);
        assertThat(heap.isWorthwhile(1, 40 * MIB)).isFalse();
        List<Boolean> looks =
                Stream.generate(() -> heap.isWorthwhile(0, 40 * MIB)).limit(8).toList();
        assertThat(looks).containsExactly(true, false, false, false, false, true, false, false);
    }
}
