package dev.loadtest.bench;

import java.io.IOException;

/** A generator on a JVM with one of its shapes; the shapes share a process that stays warm. */
final class Warm implements Contender {
    private static final int FEWEST = 5;
    private static final int MOST = 14;
    private static final int UNIMPROVED = 3;
    private static final double BETTER = 1.03;

    private final String name;
    private final JvmProcess process;
    private final String shape;

    Warm(String name, JvmProcess process, String shape) {
        this.name = name;
        this.process = process;
        this.shape = shape;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void warmUp() throws IOException {
        // Until throughput is stable rather than for a fixed time: on a busy machine the compiler gets little CPU.
        double best = 0;
        int unimproved = 0;
        for (int i = 0; i < MOST && (i < FEWEST || unimproved < UNIMPROVED); i++) {
            double seen = run(3).perCpuSecond();
            unimproved = seen > best * BETTER ? 0 : unimproved + 1;
            best = Math.max(best, seen);
        }
    }

    @Override
    public Measured run(double seconds) throws IOException {
        return process.command(shape + " " + seconds);
    }

    /** Requests per second in a short run; the rates follow from it. */
    static double capacity(JvmProcess process, String shape) throws IOException {
        Measured measured = process.command(shape + " 3");
        return measured.perSecond();
    }
}
