package dev.loadtest.engine.result;

/** How a case ended. */
public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED,
    ERROR
}
