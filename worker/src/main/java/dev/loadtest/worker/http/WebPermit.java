package dev.loadtest.worker.http;

/** The right to one request at a time to the target, until it is given back. */
interface WebPermit {

    /**
     * Asks for a connection to the target: one that is open, or a new one.
     *
     * @param owner told once, perhaps within this call
     * @return ends the wait
     */
    Runnable connect(Dial.Owner<WebConnection> owner);

    /** Gives a connection back, the permit not yet. */
    void release(WebConnection connection, boolean reusable);

    /** Gives the permit back, then tells how its request ended. */
    void free(Runnable tell);
}
