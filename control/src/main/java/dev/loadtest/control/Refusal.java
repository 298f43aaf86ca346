package dev.loadtest.control;

import dev.loadtest.control.RefusedException.Reason;

/**
 * The answer to what a worker does not do.
 *
 * @param sentence says why, and holds no credential
 */
public record Refusal(Reason reason, String sentence) {
    public static Refusal of(RefusedException refused) {
        return new Refusal(refused.reason(), String.valueOf(refused.getMessage()));
    }

    public RefusedException exception() {
        return new RefusedException(reason, sentence);
    }
}
