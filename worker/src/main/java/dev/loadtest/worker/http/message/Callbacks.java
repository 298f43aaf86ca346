package dev.loadtest.worker.http.message;

/** Calls those who wait for an end. What they throw is their own fault and must not end another request's connection. */
public final class Callbacks {
    private static final System.Logger LOG = System.getLogger(Callbacks.class.getName());

    private Callbacks() {}

    public static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Takes note of what a listener has thrown. */
    public static void failed(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "A listener of the transport failed", thrown);
    }
}
