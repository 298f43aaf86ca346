package dev.loadtest.engine.result;

import java.util.Map;

/**
 * A kept response body, an entry of {@code samples/manifest.json}.
 *
 * @param caseId of the case that sent the request
 * @param k index of the request in the case
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
}
