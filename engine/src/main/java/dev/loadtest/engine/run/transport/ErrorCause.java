package dev.loadtest.engine.run.transport;

/** Why a request got no whole response. */
public enum ErrorCause {
    /** The connection was refused or could not be opened. */
    CONNECT("connect"),
    /** The target's name does not resolve. */
    DNS("dns"),
    /** The TLS handshake failed, or the peer did not prove who it is. */
    TLS("tls"),
    /** The connection was closed or reset before the response was whole. */
    RESET("reset"),
    /** What came is not HTTP, or breaks its rules or our bounds. */
    PROTOCOL("protocol"),
    /** A redirect that cannot or may not be followed. */
    REDIRECT("redirect"),
    /** The address may not be aimed at. */
    DENIED("denied"),
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

    /** As results write it. */
    public String label() {
        return label;
    }
}
