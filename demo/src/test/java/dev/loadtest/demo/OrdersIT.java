package dev.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OAuth2 client credentials, as a generator meets them. */
class OrdersIT {
    private final AtomicLong nanos = new AtomicLong();
    private PlotService service;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        service = PlotService.start(PlotServiceOptions.defaults(), nanos::get);
        client = new TestClient(service.url());
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    private HttpResponse<String> token(String secret, String form) throws IOException, InterruptedException {
        String pair = OrderEndpoints.CLIENT + ":" + secret;
        return client.post(
                "/oauth/token",
                form,
                "authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private String authorization(String scope) throws IOException, InterruptedException {
        HttpResponse<String> response = token(OrderEndpoints.SECRET, "grant_type=client_credentials&scope=" + scope);
        assertThat(response.statusCode()).isEqualTo(200);
        return "Bearer " + TestClient.json(response).path("access_token").asText();
    }

    private int orders(String authorization) throws IOException, InterruptedException {
        return client.get("/api/orders", "authorization", authorization).statusCode();
    }

    @Test
    void ordersNeedAToken() throws Exception {
        assertThat(client.get("/api/orders").statusCode()).isEqualTo(401);
        assertThat(orders("Bearer 1.0")).isEqualTo(401);
        assertThat(orders(authorization("read"))).isEqualTo(200);
    }

    @Test
    void wrongClientsGetNone() throws Exception {
        assertThat(token("wrong", "grant_type=client_credentials").statusCode()).isEqualTo(401);
        assertThat(token(OrderEndpoints.SECRET, "grant_type=password").statusCode())
                .isEqualTo(400);
        assertThat(client.post("/oauth/token", "grant_type=client_credentials").statusCode())
                .isEqualTo(401);
    }

    @Test
    void tokensEnd() throws Exception {
        String brief = authorization("read+brief");
        String usual = authorization("read");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(orders(brief)).isEqualTo(401);
        assertThat(orders(usual)).isEqualTo(200);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(58));
        assertThat(orders(usual)).isEqualTo(401);
    }

    @Test
    void allAreRevoked() throws Exception {
        String before = authorization("read");
        assertThat(client.post("/admin/revoke", "").statusCode()).isEqualTo(200);
        assertThat(orders(before)).isEqualTo(401);
        assertThat(orders(authorization("read"))).isEqualTo(200);
    }
}
