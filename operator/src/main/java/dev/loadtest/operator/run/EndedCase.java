package dev.loadtest.operator.run;

import dev.loadtest.engine.result.Outcome;

/**
 * An ended case of a run under way.
 *
 * @param reason empty if it passed
 */
public record EndedCase(String id, String phase, Outcome outcome, String reason) {}
