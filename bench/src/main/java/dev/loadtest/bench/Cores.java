package dev.loadtest.bench;

/** Which core is whose, so that no generator is measured together with the target. */
final class Cores {
    static final String GENERATOR = "0";
    static final String TARGET = "1";

    private Cores() {}
}
