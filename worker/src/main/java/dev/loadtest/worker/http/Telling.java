package dev.loadtest.worker.http;

/** Calls those who wait for an end. What they throw is their own fault and must not end another request's connection. */
final class Telling {
    private static final System.Logger LOG = System.getLogger(Telling.class.getName());

    private Telling() {}

    static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Takes note of what a listener has thrown. */
    static void failed(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "A listener of the transport failed", thrown);
    }
}
