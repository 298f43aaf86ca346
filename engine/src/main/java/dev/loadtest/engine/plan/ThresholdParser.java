package dev.loadtest.engine.plan;

/** A reader of {@link Threshold} expressions. */
final class ThresholdParser {
    ThresholdParser(String expr) {
        throw new UnsupportedOperationException(expr);
    }

    Threshold parse(boolean abort) {
        throw new UnsupportedOperationException();
    }
}
