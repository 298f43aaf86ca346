package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;

/** The scored kinds: tracked and fire-and-forget together. */
record Scored(long planned, long sent, long notSent, long failures) {

    static Scored of(Books books) {
        Books.Entry tracked = books.kind(Kind.TRACKED);
        Books.Entry load = books.kind(Kind.FIRE_AND_FORGET);
        return new Scored(
                tracked.planned() + load.planned(),
                tracked.sent() + load.sent(),
                tracked.notSentTotal() + load.notSentTotal(),
                tracked.failures() + load.failures());
    }
}
