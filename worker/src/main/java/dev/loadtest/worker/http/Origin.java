package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;

/** Where connections lead. */
record Origin(boolean https, String host, int port) {

    static Origin of(Target target) {
        return new Origin(target.https(), target.host(), target.port());
    }
}
