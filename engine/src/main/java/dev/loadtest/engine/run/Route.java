package dev.loadtest.engine.run;

import dev.loadtest.engine.run.request.RequestPreparer;
import dev.loadtest.engine.run.transport.Transport;

/** The way to one target: its transport, and since when that has no free connection. Confined to the loop. */
final class Route {
    private static final long NOT_SATURATED = Long.MAX_VALUE;

    /** Its position among the routes of the plan. */
    final int index;

    final Transport transport;
    final RequestPreparer preparer;
    private long saturatedSince = NOT_SATURATED;

    Route(int index, Transport transport, RequestPreparer preparer) {
        this.index = index;
        this.transport = transport;
        this.preparer = preparer;
    }

    /**
     * Whether a connection is available. From the moment there is none until no request waits, the route is saturated:
     * requests due in that time are held.
     */
    boolean hasConnection(long nowNanos) {
        if (transport.available() > 0) {
            return true;
        }
        if (saturatedSince == NOT_SATURATED) {
            saturatedSince = nowNanos;
        }
        return false;
    }

    /** No request waits that could be sent. */
    void pumped() {
        if (transport.available() > 0) {
            saturatedSince = NOT_SATURATED;
        }
    }

    /** From when a request that was planned and sent at these instants was held; {@code sentNanos} if it was not. */
    long heldFrom(long plannedNanos, long sentNanos) {
        return saturatedSince >= sentNanos ? sentNanos : Math.max(plannedNanos, saturatedSince);
    }
}
