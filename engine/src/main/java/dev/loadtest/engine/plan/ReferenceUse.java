package dev.loadtest.engine.plan;

/** Purpose of a referenced text, which decides its allowed content. */
public enum ReferenceUse {
    /** The value of a header: one line of Latin-1. */
    HEADER,
    /** A user name of RFC 7617: one line without a colon. */
    USER_NAME,
    /** A password or a client's secret: one line. */
    PASSWORD,
    /** Certificates or a key, in PEM. */
    PEM
}
