package dev.loadtest.bench;

import java.io.IOException;

/** A generator on a JVM, in one of the shapes it knows: its process is shared by all of them and stays warm. */
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
        // By what it comes to, not by the clock: a machine that is busy gives the compiler little time.
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

    /** Requests per second of the clock in a short run; what a rate is chosen by. */
    static double capacity(JvmProcess process, String shape) throws IOException {
        Measured measured = process.command(shape + " 3");
        return measured.perSecond();
    }
}
