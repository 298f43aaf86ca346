package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.RequestMaker;
import dev.loadtest.engine.run.transport.ResponseCheck;
import dev.loadtest.engine.share.CaseDraw;
import org.jspecify.annotations.Nullable;

/** What all requests of one entry of a share's mix have in common, worked out once. Confined to the loop. */
final class MixRequest {
    final RequestTemplate template;
    final DeadlineQueue deadlines;
    private final RequestMaker maker;
    private final boolean alike;
    private final int limit;
    private final int trackedLimit;

    private @Nullable PreparedRequest constant;

    /** @param alike whether they draw no values */
    MixRequest(RequestTemplate template, DeadlineQueue deadlines, RequestMaker maker, boolean alike) {
        this.template = template;
        this.deadlines = deadlines;
        this.maker = maker;
        this.alike = alike;
        this.limit = ResponseCheck.bodyLimit(template, false);
        this.trackedLimit = ResponseCheck.bodyLimit(template, true);
    }

    /** Request k as its case draws it. */
    PreparedRequest make(CaseDraw draw, long k) {
        PreparedRequest made = constant;
        if (made == null) {
            made = maker.make(draw.values(k));
            constant = alike ? made : null;
        }
        return made;
    }

    /** How many bytes of a response's body must be kept to judge it. */
    int bodyLimit(Kind kind) {
        return kind == Kind.TRACKED ? trackedLimit : limit;
    }
}
