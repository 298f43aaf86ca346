package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.RequestMaker;
import dev.loadtest.engine.run.transport.ResponseCheck;
import dev.loadtest.engine.share.CaseDraw;
import org.jspecify.annotations.Nullable;

/** Common parts of all requests of one mix entry of a share, computed once. Confined to the loop. */
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

    /** Request k as drawn by its case. */
    PreparedRequest make(CaseDraw draw, long k) {
        PreparedRequest made = constant;
        if (made == null) {
            made = maker.make(draw.values(k));
            constant = alike ? made : null;
        }
        return made;
    }

    /** Number of body bytes required to judge a response. */
    int bodyLimit(Kind kind) {
        return kind == Kind.TRACKED ? trackedLimit : limit;
    }
}
