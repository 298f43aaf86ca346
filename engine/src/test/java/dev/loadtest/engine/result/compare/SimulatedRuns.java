package dev.loadtest.engine.result.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pairs of runs with known differences. The logarithm of a response time is the request's own cost, the same in both runs,
 * plus a noise that each request inherits in part from the one before: a first-order autoregressive process.
 */
final class SimulatedRuns {
    private static final int BLOCKS = 32;
    private static final double MEDIAN_MICROS = 5_000;

    private final int requestsOfBlock;
    private final double inherited;
    private final double cost;
    private final double noise;

    /**
     * @param inherited share of the noise, 0 to below 1
     * @param cost standard deviation of the logarithm of requests' costs
     * @param noise the same of the noise
     */
    SimulatedRuns(int requestsOfBlock, double inherited, double cost, double noise) {
        this.requestsOfBlock = requestsOfBlock;
        this.inherited = inherited;
        this.cost = cost;
        this.noise = noise;
    }

    /** @param factor by which the new run's times are longer */
    PairedBlocks pair(long seed, double factor) {
        SplittableRandom random = new SplittableRandom(seed);
        double ofBase = random.nextGaussian() * noise;
        double ofNow = random.nextGaussian() * noise;
        double fresh = noise * Math.sqrt(1 - inherited * inherited);
        List<PairedBlocks.Pair> pairs = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            CellFill base = new CellFill();
            CellFill now = new CellFill();
            for (int i = 0; i < requestsOfBlock; i++) {
                double median = MEDIAN_MICROS * Math.exp(random.nextGaussian() * cost);
                ofBase = inherited * ofBase + fresh * random.nextGaussian();
                ofNow = inherited * ofNow + fresh * random.nextGaussian();
                base.add(median * Math.exp(ofBase));
                now.add(median * Math.exp(ofNow) * factor);
            }
            pairs.add(new PairedBlocks.Pair(base.cell(), now.cell()));
        }
        return PairedBlocks.of(List.of(BLOCKS), pairs);
    }

    /** Counts by bucket as blocks do, in an array, which is faster than a map. */
    private static final class CellFill {
        private static final int EXACT = 256;

        private final int[] counts = new int[4_096];
        private long sum;
        private long number;

        void add(double micros) {
            int value = (int) micros;
            int shift = Math.max(0, 24 - Integer.numberOfLeadingZeros(value));
            counts[shift * (EXACT / 2) + (value >>> shift)]++;
            sum += value;
            number++;
        }

        Cell cell() {
            Cell cell = new Cell();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    int shift = Math.max(0, i / (EXACT / 2) - 1);
                    cell.add((long) (i - shift * (EXACT / 2)) << shift, counts[i]);
                }
            }
            cell.sent = number;
            cell.sumMicros = sum;
            return cell;
        }
    }
}
