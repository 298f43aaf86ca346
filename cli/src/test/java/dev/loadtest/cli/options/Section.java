package dev.loadtest.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An object of {@code results.json} with books: the totals, a phase, a case, or one of its requests. */
record Section(JsonNode json) {
    private static final List<String> KINDS = List.of("tracked", "fireAndForget", "unscored");

    Books tracked() {
        return new Books(json.path("tracked"));
    }

    Books fireAndForget() {
        return new Books(json.path("fireAndForget"));
    }

    Books unscored() {
        return new Books(json.path("unscored"));
    }

    Section request(String name) {
        return new Section(json.path("requests").path(name));
    }

    String text(String field) {
        return json.path(field).asText();
    }

    /** Over all kinds. */
    long sent() {
        return kinds().stream().mapToLong(Books::sent).sum();
    }

    /** Over all kinds. */
    List<Books> kinds() {
        List<Books> kinds = new ArrayList<>();
        KINDS.forEach(kind -> kinds.add(new Books(json.path(kind))));
        return kinds;
    }

    /** The books of one kind. */
    record Books(JsonNode json) {
        long planned() {
            return number("planned");
        }

        long sent() {
            return number("sent");
        }

        long succeeded() {
            return number("succeeded");
        }

        long unexpected() {
            return number("unexpected");
        }

        long timeouts() {
            return number("timeouts");
        }

        long unresolved() {
            return number("unresolved");
        }

        long notSent(String reason) {
            return json.path("notSent").path(reason).asLong();
        }

        long errors(String cause) {
            return json.path("errors").path(cause).asLong();
        }

        long status(int code) {
            return json.path("status").path(String.valueOf(code)).asLong();
        }

        /** Checks planned = sent + notSent, and sent = the sum of the outcomes. */
        boolean close() {
            long ends = succeeded() + unexpected() + sum("errors") + timeouts() + unresolved();
            return json.has("planned") && planned() == sent() + sum("notSent") && sent() == ends;
        }

        private long number(String field) {
            return json.path(field).asLong();
        }

        private long sum(String field) {
            long sum = 0;
            for (JsonNode count : json.path(field)) {
                sum += count.asLong();
            }
            return sum;
        }

        @Override
        public String toString() {
            return json.toString();
        }
    }
}
