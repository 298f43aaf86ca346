package dev.loadtest.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of success for a response; all of them must hold.
 *
 * @param status one of them contains the response's status
 * @param headers of each header, one of its values follows the rule
 * @param json values in a JSON body
 * @param bodyContains a text in the body; null for none
 * @param bodyMatches a regular expression of RE2's syntax that matches something in the body; null for none
 */
public record Expectation(
        List<StatusRange> status,
        List<HeaderRule> headers,
        List<JsonRule> json,
        @Nullable String bodyContains,
        @Nullable String bodyMatches) {

    public static final Expectation SUCCESS = new Expectation(List.of(new StatusRange(200, 299)), null);

    /** A range of status codes, both ends included. */
    public record StatusRange(int min, int max) {
        public boolean contains(int status) {
            return min <= status && status <= max;
        }

        /** As a manifest writes it: {@code 404}, {@code 4xx} or {@code 400-404}. */
        @Override
        public String toString() {
            if (min == max) {
                return Integer.toString(min);
            }
            return min % 100 == 0 && max == min + 99 ? min / 100 + "xx" : min + "-" + max;
        }
    }

    /** @param name of the header, in any case */
    public record HeaderRule(String name, ValueRule rule) {}

    /** @param pointer RFC 6901 */
    public record JsonRule(String pointer, ValueRule rule) {}

    public Expectation {
        status = List.copyOf(status);
        headers = List.copyOf(headers);
        json = List.copyOf(json);
    }

    /** Of the status, and perhaps a text in the body. */
    public Expectation(List<StatusRange> status, @Nullable String bodyContains) {
        this(status, List.of(), List.of(), bodyContains, null);
    }

    public boolean acceptsStatus(int code) {
        // Called for every response: indexed loop, no iterator.
        for (int i = 0; i < status.size(); i++) {
            if (status.get(i).contains(code)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the body is needed to decide. */
    public boolean readsBody() {
        return !json.isEmpty() || bodyContains != null || bodyMatches != null;
    }
}
