package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target of the load.
 *
 * @param host a name or address; IPv6 addresses without brackets
 * @param port 1 to 65535
 * @param basePath prefix of every request's path; empty, or starts with {@code /} and does not end with it
 * @param connections maximum number of connections of one worker, at least 1
 * @param reuse how long a connection is used
 * @param calledAs the Host header and the name that TLS asks for and checks, with a port where it is written; empty for
 *     {@code host}
 * @param auth null for none
 */
public record Target(
        boolean https,
        String host,
        int port,
        String basePath,
        List<Header> headers,
        Protocol protocol,
        Tls tls,
        int connections,
        Reuse reuse,
        String calledAs,
        @Nullable Auth auth) {

    public enum Protocol {
        HTTP1,
        HTTP2
    }

    /**
     * Verification of both sides.
     *
     * @param authority of the server; null for the system's
     * @param insecureSkipVerify whether any certificate is accepted, reported in the results
     * @param client shown to a server that asks for a certificate; null for none
     */
    public record Tls(
            @Nullable SecretRef authority,
            boolean insecureSkipVerify,
            @Nullable ClientCertificate client) {
        public static final Tls DEFAULT = new Tls(null, false);

        /** Without a certificate of our own. */
        public Tls(@Nullable SecretRef authority, boolean insecureSkipVerify) {
            this(authority, insecureSkipVerify, null);
        }
    }

    /** Both in PEM; the certificate may have others behind it that lead to an authority. */
    public record ClientCertificate(SecretRef certificate, SecretRef key) {}

    /**
     * How long a connection is used: it is closed after either.
     *
     * @param maxRequests 0 for any number
     * @param maxAge zero for any time; what is under way is brought to its end
     */
    public record Reuse(int maxRequests, Duration maxAge) {
        public static final Reuse ENDLESS = new Reuse(0, Duration.ZERO);
    }

    public Target {
        headers = List.copyOf(headers);
    }

    /** One that is called by its own name, whose connections are used for as long as they last. */
    public Target(
            boolean https,
            String host,
            int port,
            String basePath,
            List<Header> headers,
            Protocol protocol,
            Tls tls,
            int connections) {
        this(https, host, port, basePath, headers, protocol, tls, connections, Reuse.ENDLESS, "", null);
    }

    /** The same target elsewhere. */
    public Target at(Variant.Place place) {
        return new Target(
                place.https(),
                place.host(),
                place.port(),
                place.basePath(),
                headers,
                protocol,
                tls,
                connections,
                reuse,
                calledAs,
                auth);
    }

    /** The keys that it refers to besides those of its headers, with what each is for. */
    public Map<SecretRef, ReferenceUse> references() {
        Map<SecretRef, ReferenceUse> references = new LinkedHashMap<>();
        if (tls.authority() != null) {
            references.put(tls.authority(), ReferenceUse.PEM);
        }
        if (tls.client() != null) {
            references.put(tls.client().certificate(), ReferenceUse.PEM);
            references.put(tls.client().key(), ReferenceUse.PEM);
        }
        if (auth instanceof Auth.Basic basic) {
            references.put(basic.userName(), ReferenceUse.USER_NAME);
            references.put(basic.password(), ReferenceUse.PASSWORD);
        }
        if (auth instanceof Auth.OAuth2 oauth2) {
            references.put(oauth2.clientSecret(), ReferenceUse.PASSWORD);
        }
        return references;
    }

    /** Host and port for URLs: the scheme's default port is omitted. */
    public String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }
}
