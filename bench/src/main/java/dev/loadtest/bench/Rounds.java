package dev.loadtest.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** All rounds of one generator. */
record Rounds(List<Measured> rounds) {
    Rounds {
        rounds = List.copyOf(rounds);
    }

    double perCpuSecond() {
        return median(Measured::perCpuSecond);
    }

    double perSecond() {
        return median(Measured::perSecond);
    }

    /** CPU time of a request in microseconds: in user mode and in the kernel. */
    String micros() {
        return "%.1f + %.1f".formatted(median(Measured::userMicros), median(Measured::systemMicros));
    }

    double allocatedPerRequest() {
        return median(Measured::allocatedPerRequest);
    }

    long failures() {
        return rounds.stream().mapToLong(Measured::failures).sum();
    }

    /** Difference between best and worst round, relative to the median. */
    double spread() {
        double best = rounds.stream().mapToDouble(Measured::perCpuSecond).max().orElse(Double.NaN);
        double worst = rounds.stream().mapToDouble(Measured::perCpuSecond).min().orElse(Double.NaN);
        return (best - worst) / perCpuSecond();
    }

    private double median(ToDoubleFunction<Measured> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
