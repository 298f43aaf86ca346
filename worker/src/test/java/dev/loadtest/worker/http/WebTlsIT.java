package dev.loadtest.worker.http;

/** HTTP/1.1 by vertx-web-client, over TLS. */
class WebTlsIT extends TlsContract {
    @Override
    int followRedirects() {
        return 2;
    }
}
