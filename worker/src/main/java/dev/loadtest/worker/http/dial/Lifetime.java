package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.plan.Target;
import java.util.function.LongSupplier;

/** Limits on the use of connections. Confined to the loop, as are its instances of {@link Life}. */
public final class Lifetime {
    private final int maxRequests;
    private final long maxAgeNanos;
    private final LongSupplier nanos;

    /** @param nanos the loop's time */
    public Lifetime(Target.Reuse reuse, LongSupplier nanos) {
        this.maxRequests = reuse.maxRequests();
        this.maxAgeNanos = reuse.maxAge().toNanos();
        this.nanos = nanos;
    }

    /** The life of a connection that opens now. */
    public Life begin() {
        return new Life(0);
    }

    /** Use of one connection. */
    public final class Life {
        private final long begunNanos = maxAgeNanos == 0 ? 0 : nanos.getAsLong();
        private int requests;

        private Life(int requests) {
            this.requests = requests;
        }

        /** Restarts the age when the connection has opened; keeps the count of requests. */
        public Life opened() {
            return new Life(requests);
        }

        /** Another request is sent. */
        public void use() {
            requests++;
        }

        /** Whether no more requests may be sent. */
        public boolean isOver() {
            return maxRequests > 0 && requests >= maxRequests
                    || maxAgeNanos > 0 && nanos.getAsLong() - begunNanos >= maxAgeNanos;
        }
    }
}
