package dev.loadtest.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A part of {@code results.json} that holds books: the run's totals, a phase, a case, or one request of those. */
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

    /** Of all kinds. */
    long sent() {
        return kinds().stream().mapToLong(Books::sent).sum();
    }

    /** Of all kinds. */
    List<Books> kinds() {
        List<Books> kinds = new ArrayList<>();
        KINDS.forEach(kind -> kinds.add(new Books(json.path(kind))));
        return kinds;
    }

    /** What became of the requests of one kind. */
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

        /** Whether planned is sent and notSent, and sent is the sum of its ends. */
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
