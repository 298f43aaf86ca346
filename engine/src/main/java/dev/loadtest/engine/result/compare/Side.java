package dev.loadtest.engine.result.compare;

/**
 * The paired blocks of one run, as sums that can be weighted. Weights stand for how often a block was drawn. Confined to
 * one thread after its construction.
 *
 * @param cumulative by bucket, then by block: number of response times up to the end of the bucket
 */
record Side(Buckets buckets, long[][] cumulative, long[] sent, long[] failures, long[] responses, long[] sumMicros) {

    private static long sum(long[] numbers, int[] weights) {
        long sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += weights[i] * numbers[i];
        }
        return sum;
    }

    long sent(int[] weights) {
        return sum(sent, weights);
    }

    long failures(int[] weights) {
        return sum(failures, weights);
    }

    long responses(int[] weights) {
        return sum(responses, weights);
    }

    /** Microseconds; NaN without a response. */
    double mean(int[] weights) {
        return (double) sum(sumMicros, weights) / responses(weights);
    }

    /** Percent of the sent requests; NaN without any. */
    double failureShare(int[] weights) {
        return 100.0 * failures(weights) / sent(weights);
    }

    /**
     * Microseconds, interpolated within a bucket, so that small differences are not lost in its width; NaN without a
     * response.
     */
    double percentile(int[] weights, double percentile) {
        long all = responses(weights);
        if (all == 0) {
            return Double.NaN;
        }
        double rank = all * percentile / 100;
        int least = 0;
        int most = cumulative.length - 1;
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (sum(cumulative[middle], weights) >= rank) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        long before = least == 0 ? 0 : sum(cumulative[least - 1], weights);
        long in = sum(cumulative[least], weights) - before;
        return buckets.lowest(least) + buckets.width(least) * (rank - before) / in;
    }
}
