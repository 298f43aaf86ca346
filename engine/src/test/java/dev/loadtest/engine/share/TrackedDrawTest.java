package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Tracking;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrackedDrawTest {

    @Test
    void oneOfEachStratum() {
        Random random = new Random(2);
        for (int round = 0; round < 2_000; round++) {
            int total = 1 + random.nextInt(400);
            int tracked = 1 + random.nextInt(total);
            TrackedDraw draw = TrackedDraw.of(new Tracking.Count(tracked), total, random.nextLong());
            for (int j = 0; j < tracked; j++) {
                long from = ceil((long) j * total, tracked);
                long to = ceil((j + 1L) * total, tracked);
                assertThat(LongStream.range(from, to).filter(draw::tracked).count())
                        .as("stratum %d of %d of %d", j, tracked, total)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void uniformWithinStratum() {
        long[] counts = new long[10];
        for (int key = 0; key < 10_000; key++) {
            TrackedDraw draw = TrackedDraw.of(new Tracking.Count(10), 100, Randomness.key(key));
            for (int place = 0; place < 10; place++) {
                counts[place] += draw.tracked(30 + place) ? 1 : 0;
            }
        }
        double[] expected = LongStream.range(0, 10).mapToDouble(i -> 1000).toArray();
        assertThat(ChiSquare.of(counts, expected)).isLessThan(ChiSquare.bound(9));
    }

    @Test
    void strataAreIndependent() {
        // Were two neighbours drawn from the same bits, they would always agree.
        int agree = 0;
        for (int key = 0; key < 10_000; key++) {
            TrackedDraw draw = TrackedDraw.of(new Tracking.Count(2), 4, Randomness.key(key));
            agree += draw.tracked(0) == draw.tracked(2) ? 1 : 0;
        }
        assertThat(agree).isBetween(4_700, 5_300);
    }

    @Test
    void tracksAll() {
        for (long tracked : new long[] {5, 6, 100}) {
            TrackedDraw draw = TrackedDraw.of(new Tracking.Count(tracked), 5, 3);
            assertThat(LongStream.range(0, 5).allMatch(draw::tracked)).isTrue();
        }
        assertThat(TrackedDraw.of(new Tracking.All(), 5, 3).tracked(4)).isTrue();
        assertThat(TrackedDraw.of(new Tracking.Count(0), 5, 3).tracked(4)).isFalse();
    }

    @Test
    void overflowingProducts() {
        long total = 1L << 53;
        long tracked = (1L << 52) + 12345;
        TrackedDraw draw = TrackedDraw.of(new Tracking.Count(tracked), total, 99);
        Random random = new Random(4);
        for (int round = 0; round < 1_000; round++) {
            long stratum = random.nextLong(tracked);
            long from = Strata.start(stratum, total, tracked);
            long to = Strata.start(stratum + 1, total, tracked);
            assertThat(to - from).isBetween(1L, 2L);
            assertThat(LongStream.range(from, to).filter(draw::tracked).count()).isEqualTo(1);
            assertThat(Strata.of(from, total, tracked)).isEqualTo(stratum);
            assertThat(Strata.of(to - 1, total, tracked)).isEqualTo(stratum);
        }
    }

    @Test
    void chance() {
        for (double percent : new double[] {0, 0.5, 5, 50, 99.5, 100}) {
            TrackedDraw draw = TrackedDraw.of(new Tracking.Percent(percent), 1_000_000, Randomness.key(5));
            long tracked = LongStream.range(0, 1_000_000).filter(draw::tracked).count();
            double sigma = Math.sqrt(1e6 * percent / 100 * (1 - percent / 100));
            assertThat(tracked).isBetween((long) (1e4 * percent - 4.5 * sigma), (long) (1e4 * percent + 4.5 * sigma));
        }
    }

    private static long ceil(long a, long b) {
        return (a + b - 1) / b;
    }
}
