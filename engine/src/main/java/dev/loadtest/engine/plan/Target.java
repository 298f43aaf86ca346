package dev.loadtest.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the load is aimed at.
 *
 * @param host a name or address; IPv6 addresses without brackets
 * @param port 1 to 65535
 * @param basePath what every request's path is appended to; empty, or starts with {@code /} and does not end with it
 * @param connections the most connections one worker opens, at least 1
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

    /** How a server proves who it is: by the system's authorities, by one's own, or (said in the results) not at all. */
    public record Tls(@Nullable SecretRef authority, boolean insecureSkipVerify) {
        public static final Tls DEFAULT = new Tls(null, false);
    }

    public Target {
        headers = List.copyOf(headers);
    }

    /** The value of the Host header: the port is left out where it is the scheme's own. */
    public String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }
}
