package dev.loadtest.worker.http.message;

/** Calls listeners of ends. An exception of a listener must not affect another request's connection. */
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

    /** Logs a listener's exception. */
    public static void failed(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "A listener of the transport failed", thrown);
    }
}
