package dev.loadtest.worker.http;

/** HTTP/1.1 by vertx-web-client: a request that may be redirected takes its path. */
class WebHttp1IT extends HostileHttp1Contract {
    @Override
    int followRedirects() {
        return 2;
    }
}
