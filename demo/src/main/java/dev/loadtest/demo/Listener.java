package dev.loadtest.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a service listens.
 *
 * @param host the address
 * @param port the port, 0 for any free one
 * @param tls what it proves itself with; null for plain text. By TLS it offers HTTP/2 as well.
 */
public record Listener(String host, int port, @Nullable Tls tls) {
    /** Any free port of loopback, in plain text. */
    public static final Listener LOOPBACK = new Listener("127.0.0.1", 0, null);

    public Listener {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
    }

    /**
     * @param certificate a file with the certificate, and those that vouch for it, in PEM
     * @param key a file with its key, PKCS #8 in PEM
     */
    public record Tls(Path certificate, Path key) {}

    /** Where it is to be found, without a path: {@code http://127.0.0.1:8000}. */
    String url(int actualPort) {
        return (tls == null ? "http" : "https") + "://" + address(actualPort);
    }

    @Override
    public String toString() {
        return address(port);
    }

    private String address(int actualPort) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort;
    }
}
