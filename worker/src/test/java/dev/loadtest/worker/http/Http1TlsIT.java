package dev.loadtest.worker.http;

/** The lean path over TLS. */
class Http1TlsIT extends TlsContract {}
