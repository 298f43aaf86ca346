package dev.loadtest.operator.run;

import dev.loadtest.engine.result.Outcome;

/**
 * A case of a run under way that has ended.
 *
 * @param reason empty where it passed
 */
public record EndedCase(String id, String phase, Outcome outcome, String reason) {}
