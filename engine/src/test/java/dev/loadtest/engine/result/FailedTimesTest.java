package dev.loadtest.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Response times of failed requests, apart from those of all. */
class FailedTimesTest {
    private static final long MILLI = 1_000_000;

    private static Tally tally() {
        Tally tally = new Tally();
        tally.completed(true, 200, 10, 10 * MILLI, MILLI);
        tally.completed(false, 500, 10, 20 * MILLI, MILLI);
        tally.timedOut(10, 30 * MILLI, MILLI);
        tally.failed("reset", 10);
        return tally;
    }

    private static void assertTimes(Tally tally, int copies) {
        assertThat(tally.response().count()).isEqualTo(3L * copies);
        assertThat(tally.failed().unexpected().sumMicros()).isEqualTo(20_000L * copies);
        assertThat(tally.failed().unexpected().count()).isEqualTo(copies);
        assertThat(tally.failed().timeout().sumMicros()).isEqualTo(30_000L * copies);
        assertThat(tally.failed().timeout().count()).isEqualTo(copies);
    }

    @Test
    void recordedByOutcome() {
        assertTimes(tally(), 1);
    }

    @Test
    void mergedCopiedAndPacked() {
        Tally packed = tally();
        packed.pack();
        Tally sum = packed.copy();
        sum.add(tally());
        sum.add(new Tally());
        Tally late = new Tally();
        late.add(sum);

        assertTimes(sum, 2);
        assertTimes(late, 2);
        assertTimes(packed, 1);
    }

    @Test
    void successesCostNothing() {
        Tally tally = new Tally();
        tally.completed(true, 200, 10, 10 * MILLI, MILLI);
        int before = tally.footprintBytes();
        tally.completed(true, 200, 10, 10 * MILLI, MILLI);

        assertThat(tally.footprintBytes()).isEqualTo(before);
        assertThat(tally.failed().unexpected().count()).isZero();
    }

    /** They stay in the process that recorded them. */
    @Test
    void absentFromTheState() {
        assertThat(Tally.of(tally().state()).failed().unexpected().count()).isZero();
        assertThat(Tally.of(tally().state()).response().count()).isEqualTo(3);
    }
}
