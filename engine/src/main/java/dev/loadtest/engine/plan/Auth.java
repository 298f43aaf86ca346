package dev.loadtest.engine.plan;

/** Authentication of requests. */
public sealed interface Auth {

    /** Basic authentication (RFC 7617) of requests without an Authorization header of their own. */
    record Basic(SecretRef userName, SecretRef password) implements Auth {}
}
