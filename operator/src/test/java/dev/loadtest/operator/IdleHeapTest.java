package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleHeapTest {
    private static final long MIB = 1L << 20;

    private final IdleHeap heap = new IdleHeap();

    @Test
    void whatTheStartNeededIsGivenBack() {
        assertThat(heap.isWorthwhile(0, 24 * MIB)).isTrue();
    }

    @Test
    void aRunUnderWayIsNotHeldUp() {
        assertThat(heap.isWorthwhile(1, 150 * MIB)).isFalse();
    }

    @Test
    void onlyWhatCameOnTopIsWorthACollection() {
        heap.gave(20 * MIB);
        assertThat(heap.isWorthwhile(0, 20 * MIB + IdleHeap.WORTH - 1)).isFalse();
        assertThat(heap.isWorthwhile(0, 20 * MIB + IdleHeap.WORTH)).isTrue();
    }
}
