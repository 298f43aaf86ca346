package dev.loadtest.bench;

/** Assignment of cores: generator and target never share one. */
final class Cores {
    static final String GENERATOR = "0";
    static final String TARGET = "1";

    private Cores() {}
}
