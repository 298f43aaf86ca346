package dev.loadtest.engine.run.transport;

/** Why a request got no complete response. */
public enum ErrorCause {
    /** The connection was refused or could not be opened. */
    CONNECT("connect"),
    /** The target's name does not resolve. */
    DNS("dns"),
    /** The TLS handshake failed, or the certificate was not accepted. */
    TLS("tls"),
    /** The connection was closed or reset before the response was complete. */
    RESET("reset"),
    /** The response is not valid HTTP, or exceeds a limit. */
    PROTOCOL("protocol"),
    /** A redirect that cannot or may not be followed. */
    REDIRECT("redirect"),
    /** The address is not an allowed target. */
    DENIED("denied"),
    /** There is no valid token for the request. */
    AUTH("auth"),
    /** The request's own body could not be read. */
    BODY("body"),
    /** A limit of the generator's own machine: descriptors, local ports, memory. The run is Invalid. */
    GENERATOR("generator"),
    /** Anything else; the detail says what. */
    OTHER("other");

    private final String label;

    ErrorCause(String label) {
        this.label = label;
    }

    /** The name in results. */
    public String label() {
        return label;
    }
}
