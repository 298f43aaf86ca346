package dev.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotServiceIT {
    private final PlotServiceOptions options = PlotServiceOptions.defaults().withWarmUp(Duration.ZERO);
    private PlotService service;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        service = PlotService.start(options);
        client = new TestClient(service.url());
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void handleDependsOnContentAndForce() throws Exception {
        String handle = client.process("t,v\n1,2\n", false);
        assertThat(handle).matches("[0-9a-f]{32}");
        assertThat(client.process("t,v\n1,2\n", false)).isEqualTo(handle);
        assertThat(client.process("t,v\n1,2\n", true)).isNotEqualTo(handle);
        assertThat(client.process("t,v\n1,3\n", false)).isNotEqualTo(handle);
        try (PlotService other = PlotService.start(options.withChance(0, 99));
                TestClient otherClient = new TestClient(other.url())) {
            assertThat(otherClient.process("t,v\n1,2\n", false)).isEqualTo(handle);
        }
    }

    @Test
    void processingIsCached() throws Exception {
        String path = "/process_unified?force_calculate=false";
        var first = TestClient.json(client.upload(path, "file", BodyPublishers.ofString("a\nb\n")));
        var second = TestClient.json(client.upload(path, "file", BodyPublishers.ofString("a\nb\n")));
        assertThat(first.path("bytes").asInt()).isEqualTo(4);
        assertThat(first.path("lines").asInt()).isEqualTo(2);
        assertThat(first.path("cached").asBoolean()).isFalse();
        assertThat(second.path("cached").asBoolean()).isTrue();
        String forced = "/process_unified?force_calculate=true";
        for (int i = 0; i < 2; i++) {
            var answer = TestClient.json(client.upload(forced, "file", BodyPublishers.ofString("a\nb\n")));
            assertThat(answer.path("cached").asBoolean()).isFalse();
        }
    }

    @Test
    void equalAnswersInEveryProcess() throws Exception {
        assertThat(client.upload("/process_unified", "file", BodyPublishers.ofString("x"))
                        .body())
                .matches("\\{\"bytes\":1,\"cached\":false,\"forced\":false,\"handle\":\"[0-9a-f]+\",\"lines\":0}");
    }

    @Test
    void shortTextIsFile() throws Exception {
        String text = "--b0undary\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\na\nb\n\r\n--b0undary--\r\n";
        var answer = TestClient.json(client.multipart("/process_unified", BodyPublishers.ofString(text)));
        assertThat(answer.path("handle").asText()).isEqualTo(client.process("a\nb\n", false));
        assertThat(answer.path("lines").asInt()).isEqualTo(2);
    }

    @Test
    void invalidUploadIsRefused() throws Exception {
        assertThat(client.upload("/process_unified", "data", BodyPublishers.ofString("x"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/process_unified", "{}").statusCode()).isEqualTo(400);
        assertThat(client.multipart("/process_unified", BodyPublishers.ofString("garbage"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/process_unified", "x", "content-type", "multipart/form-data")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.upload("/process_unified?force_calculate=maybe", "file", BodyPublishers.ofString("x"))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "index=0, 200",
        "index=-20, 200",
        "index=-21, 404",
        "index=1, 404",
        "index=-200, 404",
        "index=x, 400",
        "format=svg, 400",
        "index=0&format=png, 400",
        "index=0&force_calculate=1, 400",
        "index=0&force_calculate=true, 200"
    })
    void drawingParameters(String query, int status) throws Exception {
        String handle = client.process("x", false);
        HttpResponse<String> response = client.get("/draw_plot?handle=" + handle + "&" + query);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(TestClient.json(response).has("error")).isEqualTo(status != 200);
    }

    @Test
    void unknownHandle() throws Exception {
        assertThat(client.get("/draw_plot?index=0").statusCode()).isEqualTo(400);
        assertThat(client.get("/draw_plot?index=0&handle=ab").statusCode()).isEqualTo(404);
    }

    @Test
    void malformedQuery() throws Exception {
        String request = "GET /draw_plot?index=0&handle=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        assertThat(client.raw(request)).startsWith("HTTP/1.1 400");
    }

    @Test
    void plotDependsOnHandleAndIndex() throws Exception {
        String handle = client.process("x", true);
        for (String format : new String[] {"json", "svg", "html"}) {
            String path = "/draw_plot?handle=" + handle + "&format=" + format + "&index=";
            String plot = client.get(path + "-3").body();
            assertThat(client.get(path + "-3").body()).isEqualTo(plot);
            assertThat(client.get(path + "-3&force_calculate=true").body()).isEqualTo(plot);
            assertThat(client.get(path + "-4").body()).isNotEqualTo(plot);
        }
    }

    @Test
    void svgAndHtml() throws Exception {
        String path = "/draw_plot?handle=" + client.process("x", false) + "&index=-7&format=";
        HttpResponse<String> svg = client.get(path + "svg");
        assertThat(svg.headers().firstValue("content-type")).contains("image/svg+xml");
        var root = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.body().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        HttpResponse<String> html = client.get(path + "html");
        assertThat(html.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(html.body())
                .startsWith("<!DOCTYPE html>")
                .contains(svg.body())
                .doesNotContain("src=");
    }

    @Test
    void compressedProducts() throws Exception {
        HttpResponse<String> plain = client.get("/shop/products");
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(TestClient.json(plain).at("/products/0/price").asInt()).isEqualTo(100);

        HttpResponse<byte[]> packed = client.bytes("/shop/products", "accept-encoding", "br, gzip");
        assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
        }
    }

    @Test
    void itemsNeedToken() throws Exception {
        assertThat(client.post("/login", "{\"user\":\"ann\",\"password\":\"no\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.post("/login", "nonsense").statusCode()).isEqualTo(400);
        assertThat(client.get("/api/items").statusCode()).isEqualTo(401);
        assertThat(client.get("/api/items", "authorization", "Bearer ann.00").statusCode())
                .isEqualTo(401);
        String bearer = "Bearer "
                + TestClient.json(client.post("/login", "{\"user\":\"ann\",\"password\":\"demo\"}"))
                        .path("token")
                        .asText();
        assertThat(client.post("/api/items", "{\"name\":\"tea\"}").statusCode()).isEqualTo(401);
        assertThat(client.post("/api/items", "{}", "authorization", bearer).statusCode())
                .isEqualTo(400);
        assertThat(client.post("/api/items", "{\"name\":\"tea\"}", "authorization", bearer)
                        .statusCode())
                .isEqualTo(201);
        var items = TestClient.json(client.get("/api/items", "authorization", bearer));
        assertThat(items.at("/items/0/name").asText()).isEqualTo("tea");
        assertThat(items.at("/items/0/owner").asText()).isEqualTo("ann");
    }

    @Test
    void jobsTakeSeveralAnswers() throws Exception {
        var submitted = client.post("/jobs", "{\"input\":7}");
        assertThat(submitted.statusCode()).isEqualTo(202);
        String job = TestClient.json(submitted).path("job").asText();
        for (int asked = 0; asked < 3; asked++) {
            assertThat(client.get("/jobs/results?job=" + job).statusCode()).isEqualTo(409);
            assertThat(client.get("/jobs?job=" + job).body()).contains("\"state\":\"running\"");
        }
        assertThat(client.get("/jobs?job=" + job).body()).contains("\"state\":\"done\"");
        assertThat(client.get("/jobs/results?job=" + job).statusCode()).isEqualTo(200);
        assertThat(client.get("/jobs?job=1.forged").statusCode()).isEqualTo(404);
        assertThat(client.get("/jobs").statusCode()).isEqualTo(404);
    }

    @Test
    void mirror() throws Exception {
        var echo = TestClient.json(client.get("/admin/echo?a=b", "x-said", "this"));
        assertThat(echo.path("uri").asText()).isEqualTo("/admin/echo?a=b");
        assertThat(echo.at("/headers/x-said").asText()).isEqualTo("this");

        var away = client.get("/admin/redirect?to=http%3A%2F%2Fother%3A8000%2F");
        assertThat(away.statusCode()).isEqualTo(302);
        assertThat(away.headers().firstValue("location")).contains("http://other:8000/");
    }

    @Test
    void unknownEndpoint() throws Exception {
        assertThat(client.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(client.post("/health", "{}").statusCode()).isEqualTo(405);
        assertThat(client.get("/admin/nothing").statusCode()).isEqualTo(404);
        assertThat(client.get("/admin/requests").statusCode()).isEqualTo(404);
        assertThat(client.get("/admin/redirect").statusCode()).isEqualTo(400);
    }

    @Test
    void portInUse() {
        assertThatThrownBy(
                        () -> PlotService.start(options.withListener(new Listener("127.0.0.1", service.port(), null))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + service.port());
    }
}
