package dev.loadtest.worker.http.dial;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reasons of failed TLS handshakes, from the alert or the library's error: the messages of both contain the names of
 * alerts (RFC 8446 section 6).
 */
final class HandshakeWords {
    private static final String VERSIONS = "the target speaks none of the TLS versions that are offered, "
            + String.join(" and ", TlsSettings.VERSIONS);
    private static final String CIPHERS =
            "the target accepts none of the ciphers that are offered, or wants a client certificate";
    private static final String CLIENT = "the target wants a client certificate, and there is none";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("protocol_version", VERSIONS),
            Map.entry("unsupported_protocol", VERSIONS),
            Map.entry("handshake_failure", CIPHERS),
            Map.entry("no_shared_cipher", CIPHERS),
            Map.entry("insufficient_security", CIPHERS),
            Map.entry("certificate_required", CLIENT),
            Map.entry("bad_certificate", CLIENT),
            Map.entry("no_certificate", CLIENT),
            Map.entry("unrecognized_name", "the target does not know the name that it was asked for"),
            Map.entry("no_application_protocol", "the target does not speak the protocol that is offered"),
            Map.entry("internal_error", "the target itself failed"));

    /** Messages of Netty and the JDK end with the name of an alert; OpenSSL's contain it. */
    private static final Pattern REASON =
            Pattern.compile("(?:^|[ :]|alert_)(" + String.join("|", REASONS.keySet()) + ")$");

    /** OpenSSL writes {@code error:10000410:SSL routines:OPENSSL_internal:REASON}. */
    private static final Pattern OPENSSL = Pattern.compile("^error:[0-9a-fA-F]+:[^:]*:[^:]*:(.*)$");

    private HandshakeWords() {}

    /** @param message of the exception */
    static String of(String message) {
        if (message.contains("selected protocol version")) {
            return VERSIONS + " (" + message + ")";
        }
        Matcher reason = REASON.matcher(message.toLowerCase(Locale.ROOT).strip());
        if (reason.find()) {
            return REASONS.get(reason.group(1)) + " (" + reason.group(1) + ")";
        }
        Matcher openssl = OPENSSL.matcher(message);
        return openssl.matches()
                ? "the handshake failed: "
                        + openssl.group(1).toLowerCase(Locale.ROOT).replace('_', ' ')
                : message;
    }
}
