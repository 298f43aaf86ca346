package dev.loadtest.worker.http.dial;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to find the addresses of a name. Confined to the loop. */
interface Names {

    /** Receives addresses on the loop, perhaps within {@link #resolve}. */
    interface Answer {

        /** @param last whether nothing more will come; without any address before, these are at least one */
        void resolved(List<InetAddress> addresses, boolean last);

        /** The name has no address. Comes instead of addresses, not after some. */
        void unresolved(@Nullable Throwable thrown);
    }

    void resolve(String name, Answer answer);

    /** Gives back what it holds; what is under way may go unanswered. */
    void close();
}
