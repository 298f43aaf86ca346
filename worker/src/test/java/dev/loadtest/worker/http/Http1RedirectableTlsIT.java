package dev.loadtest.worker.http;

/** HTTP/1.1 over TLS of requests that may be redirected. */
class Http1RedirectableTlsIT extends TlsContract {
    @Override
    int followRedirects() {
        return 2;
    }
}
