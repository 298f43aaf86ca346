package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.RequestTemplate;
import org.jspecify.annotations.Nullable;

/** What all requests of one entry of a share's mix have in common, worked out once. Confined to the loop. */
final class MixRequest {
    final RequestTemplate template;
    final DeadlineQueue deadlines;
    private final int limit;
    private final int trackedLimit;

    /** The request itself, once it has been made, where all of them are alike. */
    @Nullable
    PreparedRequest constant;

    MixRequest(RequestTemplate template, DeadlineQueue deadlines) {
        this.template = template;
        this.deadlines = deadlines;
        this.limit = Judge.bodyLimit(template, false);
        this.trackedLimit = Judge.bodyLimit(template, true);
    }

    /** How many bytes of a response's body must be kept to judge it. */
    int bodyLimit(Kind kind) {
        return kind == Kind.TRACKED ? trackedLimit : limit;
    }
}
