package dev.loadtest.control;

import dev.loadtest.control.RefusedException.Reason;

/**
 * The answer to a refused request.
 *
 * @param sentence the reason; contains no credentials
 */
public record Refusal(Reason reason, String sentence) {
    public static Refusal of(RefusedException refused) {
        return new Refusal(refused.reason(), String.valueOf(refused.getMessage()));
    }

    public RefusedException exception() {
        return new RefusedException(reason, sentence);
    }
}
