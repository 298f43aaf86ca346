package dev.loadtest.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one generator's rounds came to. */
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

    /** CPU time of a request, in microseconds: the generator's own, and the kernel's. */
    String micros() {
        return "%.1f + %.1f".formatted(median(Measured::userMicros), median(Measured::systemMicros));
    }

    double allocatedPerRequest() {
        return median(Measured::allocatedPerRequest);
    }

    long failures() {
        return rounds.stream().mapToLong(Measured::failures).sum();
    }

    /** How far apart the best and the worst round are, as a share of the median. */
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
