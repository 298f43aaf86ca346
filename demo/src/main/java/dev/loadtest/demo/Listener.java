package dev.loadtest.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a service listens.
 *
 * @param host the address
 * @param port the port, 0 for any free one
 * @param tls certificate and key; null for plain text. With TLS the service also offers HTTP/2.
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
     * @param certificate a PEM file with the certificate and its chain
     * @param key a PEM file with the private key (PKCS #8)
     */
    public record Tls(Path certificate, Path key) {}

    /** Base URL without a path: {@code http://127.0.0.1:8000}. */
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
