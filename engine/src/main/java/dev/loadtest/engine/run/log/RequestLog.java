package dev.loadtest.engine.run.log;

/** Receives the requests of one worker as they end. Called on the worker's loop: it must neither block nor throw. */
public interface RequestLog {

    /**
     * Whether a request is logged: a function of its unit's index alone, so that two runs of one seed log the same.
     *
     * @param k index of its unit in the case
     */
    boolean takes(long k);

    /** A logged request has ended. */
    void add(LoggedRequest request);
}
