package dev.loadtest.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of success for a response. */
public record Expectation(
        List<StatusRange> status, @Nullable String bodyContains) {

    public static final Expectation SUCCESS = new Expectation(List.of(new StatusRange(200, 299)), null);

    /** A range of status codes, both ends included. */
    public record StatusRange(int min, int max) {
        public boolean contains(int status) {
            return min <= status && status <= max;
        }
    }

    public Expectation {
        status = List.copyOf(status);
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
}
