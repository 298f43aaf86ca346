package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker is ready once it has its tokens, and says why it has none. */
class PodSignInsIT {
    private static final SecretRef SECRET = new SecretRef(SecretRef.Kind.SECRET, "idp", "secret");

    @TempDir
    private Path folder;

    private WorkerFixture fixture;
    private HttpServer endpoint;
    private volatile boolean grants;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        fixture = new WorkerFixture(folder);
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        endpoint.createContext("/token", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] body = "{\"access_token\": \"t\", \"expires_in\": 3600}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(grants ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        endpoint.start();
    }

    @AfterEach
    void stop() {
        fixture.close();
        endpoint.stop(0);
    }

    private Auth.OAuth2 client() {
        Target place = new Target(
                false,
                "127.0.0.1",
                endpoint.getAddress().getPort(),
                "",
                List.of(),
                Target.Protocol.HTTP1,
                Target.Tls.DEFAULT,
                1);
        return new Auth.OAuth2(place, "/token", "me", SECRET, List.of(), "");
    }

    private void secret() throws IOException {
        Path file = folder.resolve("references/secret/idp/secret");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "s3cret");
    }

    private HttpResponse<String> readiness(WorkerProcess process) throws IOException, InterruptedException {
        return fixture.client()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.metricsPort() + "/readyz"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Asks until the answer is as expected. */
    private HttpResponse<String> await(WorkerProcess process, Predicate<HttpResponse<String>> expected)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        HttpResponse<String> answer = readiness(process);
        while (!expected.test(answer) && System.nanoTime() < end) {
            answer = readiness(process);
        }
        return answer;
    }

    @Test
    void readyWithTheTokenAndUntilThenWithTheReason() throws Exception {
        secret();
        WorkerProcess process = fixture.startCold(List.of(client()), allowed -> AddressPolicy.ALLOW_ALL, SECRET);
        HttpResponse<String> unready = await(process, answer -> answer.body().contains("it answered"));
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body())
                .isEqualTo("no token from http://127.0.0.1:"
                        + endpoint.getAddress().getPort() + "/token: it answered 503\n");

        grants = true;
        process.warm().join();
        assertThat(await(process, answer -> answer.statusCode() == 200).statusCode())
                .isEqualTo(200);
    }

    @Test
    void noTokenIsAskedForWithoutTheSecret() throws Exception {
        WorkerProcess process = fixture.startCold(List.of(client()), allowed -> AddressPolicy.ALLOW_ALL, SECRET);
        assertThat(readiness(process).body()).contains("secret/idp/secret is missing");
        assertThat(asked).hasValue(0);

        grants = true;
        secret();
        process.warm().join();
        assertThat(await(process, answer -> answer.statusCode() == 200).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theTokenEndpointObeysTheRulesOfTargets() throws Exception {
        secret();
        WorkerProcess process = fixture.startCold(
                List.of(client()), allowed -> (host, port, resolved) -> Optional.of(host + " is not allowed"), SECRET);
        assertThat(await(process, answer -> answer.body().contains("denied")).body())
                .contains("/token: denied: 127.0.0.1 is not allowed");
        assertThat(asked).hasValue(0);
    }
}
