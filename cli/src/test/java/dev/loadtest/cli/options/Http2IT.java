package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code protocol: HTTP2}, with prior knowledge and over TLS, against the server of Vert.x. */
class Http2IT {
    @RegisterExtension
    final Lab lab = new Lab();

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private Vertx vertx = Vertx.vertx();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void priorKnowledgeSharesConnection() {
        HttpServer server = listen(new HttpServerOptions());

        Finished run = lab.run(manifest("http", server, ", connections: 1"), "--seed", "1")
                .passed();

        assertThat(received).hasSize(20).allMatch(line -> line.startsWith("HTTP_2 POST /n/"));
        assertThat(received).anyMatch(line -> line.endsWith(" header body of 3"));
        assertThat(connections).hasValue(1);
        assertThat(run.tracked().status(200)).isEqualTo(20);
    }

    @Test
    void negotiatedOverTls(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Certificates certificates = Certificates.make(folder);
        HttpServer server = listen(new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(certificates.store().toString())
                        .setPassword(Certificates.PASSWORD)
                        .setAlias("server")));
        String ca = "configmap/ca/ca.crt=" + lab.file("ca.crt", certificates.pem("ca"));

        lab.run(manifest("https", server, ", tls: {caConfigMapKeyRef: {name: ca, key: ca.crt}}"), "--ref", ca)
                .passed();

        assertThat(received).hasSize(20).allMatch(line -> line.startsWith("HTTP_2 POST /n/"));
    }

    @Test
    void http1OnlyTargetIsProtocolError() {
        TestTarget target = lab.target(
                request -> Answer.raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

        Finished run = lab.run("target: {url: \"" + target.url() + """
                ", protocol: HTTP2}
                requests: [{name: r, path: /, timeout: 2s}]
                phases: [{name: p, request: r}]
                """).failed();

        assertThat(run.tracked().errors("protocol") + run.tracked().errors("reset"))
                .isEqualTo(1);
    }

    private HttpServer listen(HttpServerOptions options) {
        return vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(this::answer)
                .listen()
                .await();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            received.add(String.join(
                    " ",
                    List.of(
                            request.version().name(),
                            request.method().name(),
                            request.uri(),
                            String.valueOf(request.getHeader("X-Any")),
                            body.toString())));
            request.response().end("done");
        });
    }

    private static String manifest(String scheme, HttpServer server, String option) {
        return "target: {url: \"" + scheme + "://127.0.0.1:" + server.actualPort() + "\", protocol: HTTP2" + option
                + """
                }
                requests:
                - name: r
                  method: POST
                  path: "/n/${i}"
                  headers: [{name: X-Any, value: header}]
                  body: {text: "body of ${i}"}
                  values: {i: {range: {min: 0, max: 5}}}
                  expect: {bodyContains: done}
                phases: [{name: p, request: r, burst: {requests: 20}, maxLateness: 10s}]
                """;
    }
}
