package dev.loadtest.worker.http.dial;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves names. Confined to the loop. */
interface Names {

    /** Receives addresses on the loop, possibly within {@link #resolve}. */
    interface Answer {

        /** @param last whether nothing follows; not empty unless addresses came before */
        void resolved(List<InetAddress> addresses, boolean last);

        /** The name has no address. Called instead of delivering addresses. */
        void unresolved(@Nullable Throwable thrown);
    }

    void resolve(String name, Answer answer);

    /** Closes its resources; pending queries may stay unanswered. */
    void close();
}
