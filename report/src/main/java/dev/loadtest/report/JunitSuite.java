package dev.loadtest.report;

import java.util.List;

/** A suite: test cases with a name and a time. */
record JunitSuite(String name, List<TestCase> cases) {

    JunitSuite {
        cases = List.copyOf(cases);
    }

    long count(Mark mark) {
        return cases.stream().filter(c -> c.mark() == mark).count();
    }

    double seconds() {
        return cases.stream().mapToDouble(TestCase::seconds).sum();
    }

    /** Outcome of a test case, and the XML element for it. */
    enum Mark {
        PASSED(""),
        FAILURE("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String element;

        Mark(String element) {
            this.element = element;
        }

        String element() {
            return element;
        }
    }

    /**
     * A test case.
     *
     * @param seconds how long it took, 0 or more
     * @param type one word for what failed
     * @param message the reason, empty if it passed
     * @param detail further lines, of a passed one its output; may be empty
     */
    record TestCase(
            String classname, String name, double seconds, Mark mark, String type, String message, String detail) {}
}
