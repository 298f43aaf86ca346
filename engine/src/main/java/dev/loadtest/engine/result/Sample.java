package dev.loadtest.engine.result;

import java.util.Map;

/**
 * A kept response body, an entry of {@code samples/manifest.json}.
 *
 * @param caseId of the case that sent the request
 * @param k index of the unit in the case
 * @param journey name of the journey that sent the request; empty for a request by itself
 * @param sending place of the request among all that the journey may send, from 0
 * @param request its name
 * @param values drawn for it, by name; sensitive ones are masked
 * @param status of the response
 * @param file relative to the output folder, such as {@code samples/sampling/forced/3.svg}; empty if it was not written
 * @param size of the file in bytes
 * @param sha256 of the file, in lower-case hexadecimal
 * @param truncated whether the body was longer than the limit
 * @param error why it was not written; empty if it was
 */
public record Sample(
        String caseId,
        long k,
        String journey,
        long sending,
        String request,
        Map<String, String> values,
        int status,
        String file,
        long size,
        String sha256,
        boolean truncated,
        String error) {
    public Sample {
        values = Map.copyOf(values);
    }

    /** Of a request by itself. */
    public Sample(
            String caseId,
            long k,
            String request,
            Map<String, String> values,
            int status,
            String file,
            long size,
            String sha256,
            boolean truncated,
            String error) {
        this(caseId, k, "", 0, request, values, status, file, size, sha256, truncated, error);
    }

    /** The same, written. */
    public Sample written(String to, long bytes, String sha256OfFile, boolean cut) {
        return new Sample(caseId, k, journey, sending, request, values, status, to, bytes, sha256OfFile, cut, "");
    }

    /** The same, not written. */
    public Sample withheld(boolean cut, String why) {
        return new Sample(caseId, k, journey, sending, request, values, status, "", 0, "", cut, why);
    }
}
