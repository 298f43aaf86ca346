package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.run.check.ResponseCheck;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.RequestMaker;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.DrawnValues;
import org.jspecify.annotations.Nullable;

/** Common parts of all requests of one mix entry of a share, computed once. Confined to the loop. */
final class MixRequest {
    final RequestTemplate template;
    final Route route;
    final ResponseCheck check;
    final DeadlineQueue deadlines;
    private final RequestMaker maker;
    private final boolean alike;
    private final int limit;
    private final int capturingLimit;
    private final boolean alwaysCaptures;

    private @Nullable PreparedRequest constant;

    /**
     * @param alike whether all of them are the same
     * @param alwaysCaptures whether captures are read from responses to requests of any kind, not of tracked ones alone
     */
    MixRequest(
            RequestTemplate template,
            Route route,
            ResponseCheck check,
            DeadlineQueue deadlines,
            RequestMaker maker,
            boolean alike,
            boolean alwaysCaptures) {
        this.template = template;
        this.route = route;
        this.check = check;
        this.deadlines = deadlines;
        this.maker = maker;
        this.alike = alike;
        this.limit = ResponseCheck.bodyLimit(template, false);
        this.capturingLimit = ResponseCheck.bodyLimit(template, true);
        this.alwaysCaptures = alwaysCaptures;
    }

    /** Request k as drawn by its case. */
    PreparedRequest make(CaseDraw draw, long k) {
        PreparedRequest made = constant;
        return made != null ? made : make(draw.values(k));
    }

    /** The request with these values. */
    PreparedRequest make(DrawnValues values) {
        PreparedRequest made = constant;
        if (made == null) {
            made = maker.make(values);
            constant = alike ? made : null;
        }
        return made;
    }

    /** Number of body bytes required to judge a response. */
    int bodyLimit(Kind kind) {
        return kind == Kind.TRACKED || alwaysCaptures ? capturingLimit : limit;
    }
}
