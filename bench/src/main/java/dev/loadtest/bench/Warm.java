package dev.loadtest.bench;

import java.io.IOException;

/** A generator on a JVM, in one of the shapes it knows: its process is shared by all of them and stays warm. */
final class Warm implements Contender {
    private static final int WARM_UPS = 5;

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
        for (int i = 0; i < WARM_UPS; i++) {
            run(3);
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
