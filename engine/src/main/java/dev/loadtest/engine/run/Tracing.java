package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Trace;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.trace.TraceIds;
import org.jspecify.annotations.Nullable;

/**
 * Trace context of the requests of a run.
 *
 * @param trace null for none
 */
record Tracing(@Nullable Trace trace) {

    /** The request with its header. */
    PreparedRequest on(Flight flight, PreparedRequest request) {
        Trace of = trace;
        return of == null
                ? request
                : request.with(
                        new PreparedRequest.Field(of.header(), ids(of, flight).header(of.sampled())));
    }

    /** Id of a request's trace; empty for none. */
    String id(Flight flight) {
        return trace == null ? "" : ids(trace, flight).traceId();
    }

    private static TraceIds ids(Trace of, Flight flight) {
        boolean warmup = flight.kind == Kind.UNSCORED && !flight.source.decidesLate();
        return TraceIds.of(of, flight.share.item().id(), flight.k, flight.step, flight.attempt, warmup);
    }
}
