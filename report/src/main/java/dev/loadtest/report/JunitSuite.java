package dev.loadtest.report;

import java.util.List;

/** Test cases that belong together. */
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

    /** How a test case ended, and the element that says so. */
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
     * @param type what failed, a word
     * @param message why, empty where it passed
     * @param detail more than a line, may be empty
     */
    record TestCase(
            String classname, String name, double seconds, Mark mark, String type, String message, String detail) {}
}
