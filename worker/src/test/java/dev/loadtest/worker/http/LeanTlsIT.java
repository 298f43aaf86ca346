package dev.loadtest.worker.http;

/** The lean path over TLS. */
class LeanTlsIT extends TlsContract {}
