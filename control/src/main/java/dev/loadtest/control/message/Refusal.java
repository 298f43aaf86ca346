package dev.loadtest.control.message;

import dev.loadtest.control.message.RefusedException.Reason;

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
