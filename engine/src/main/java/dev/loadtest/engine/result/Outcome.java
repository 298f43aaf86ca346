package dev.loadtest.engine.result;

/** Outcome of a case. */
public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED,
    ERROR
}
