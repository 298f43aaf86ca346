package dev.loadtest.worker.http;

/** HTTP/1.1 of requests that may be redirected. */
class Http1RedirectableIT extends HostileHttp1Contract {
    @Override
    int followRedirects() {
        return 2;
    }
}
