package dev.loadtest.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The target of the load.
 *
 * @param host a name or address; IPv6 addresses without brackets
 * @param port 1 to 65535
 * @param basePath prefix of every request's path; empty, or starts with {@code /} and does not end with it
 * @param connections maximum number of connections of one worker, at least 1
 */
public record Target(
        boolean https,
        String host,
        int port,
        String basePath,
        List<Header> headers,
        Protocol protocol,
        Tls tls,
        int connections) {

    public enum Protocol {
        HTTP1,
        HTTP2
    }

    /**
     * Verification of a server: by the system's authorities, by an own one, or (reported in the results) not at all.
     */
    public record Tls(@Nullable SecretRef authority, boolean insecureSkipVerify) {
        public static final Tls DEFAULT = new Tls(null, false);
    }

    public Target {
        headers = List.copyOf(headers);
    }

    /** The value of the Host header: the scheme's default port is omitted. */
    public String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }
}
