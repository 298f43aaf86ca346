package dev.loadtest.worker.http;

/** HTTP/1.1 over TLS. */
class Http1TlsIT extends TlsContract {}
