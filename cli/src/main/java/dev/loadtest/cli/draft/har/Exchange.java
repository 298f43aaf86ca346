package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.UrlDraft.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A recorded request with its response. Texts are as they were recorded.
 *
 * @param beginMillis since the epoch, 0 if unknown
 * @param endMillis since the epoch
 * @param kind the browser's own word, such as {@code document}, {@code xhr} or {@code image}; may be empty
 * @param headers without HTTP/2's pseudo-headers
 * @param bodyType media type of the request's body; empty without a body
 * @param fields of a body that is a form and was recorded as such
 * @param status 0 where there was no response
 * @param responseType media type of the response's body
 */
record Exchange(
        long beginMillis,
        long endMillis,
        String kind,
        String method,
        Origin url,
        List<Field> headers,
        String bodyType,
        String body,
        List<Field> fields,
        int status,
        String responseType,
        String responseBody,
        List<Field> responseHeaders) {
    Exchange {
        headers = List.copyOf(headers);
        fields = List.copyOf(fields);
        responseHeaders = List.copyOf(responseHeaders);
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /** A media type without parameters, in lower case. */
    static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    static boolean isJson(String mediaType) {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }
}
