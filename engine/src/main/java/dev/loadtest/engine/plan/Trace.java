package dev.loadtest.engine.plan;

/**
 * The trace context sent with every request (W3C Trace Context).
 *
 * @param header its name
 * @param sampled whether the target is asked to record
 * @param run what tells runs apart: ids are a function of it and of the request's place
 * @param url of a trace, with {@code ${traceId}}; empty for none
 */
public record Trace(String header, boolean sampled, String run, String url) {
    private static final String ID = "${traceId}";

    /** The same for another run. */
    public Trace ofRun(String other) {
        return new Trace(header, sampled, other, url);
    }

    /** Where a trace is shown; empty if the manifest does not say. */
    public static String link(String url, String traceId) {
        return traceId.isEmpty() ? "" : url.replace(ID, traceId);
    }
}
