package dev.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarmUpIT {
    @Test
    void drawingAnswers503UntilWarm() throws Exception {
        AtomicLong clock = new AtomicLong();
        PlotServiceOptions options = PlotServiceOptions.defaults().withWarmUp(Duration.ofSeconds(3));
        try (PlotService service = PlotService.start(options, clock::get);
                TestClient client = new TestClient(service.url())) {
            clock.set(Duration.ofSeconds(10).toNanos());
            String handle = client.process("x", false);
            String path = "/draw_plot?index=0&handle=" + handle;

            clock.addAndGet(Duration.ofMillis(1_500).toNanos());
            HttpResponse<String> early = client.get(path);
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.headers().firstValue("retry-after")).contains("2");
            assertThat(client.get("/health").statusCode()).isEqualTo(200);

            client.process("y", false);
            clock.addAndGet(Duration.ofMillis(1_499).toNanos());
            assertThat(client.get(path).statusCode()).isEqualTo(503);
            clock.addAndGet(Duration.ofMillis(1).toNanos());
            assertThat(client.get(path).statusCode()).isEqualTo(200);

            client.post("/admin/reset?state=true", "");
            assertThat(client.get(path).statusCode()).isEqualTo(404);
            client.process("x", false);
            assertThat(client.get(path).statusCode()).isEqualTo(503);
        }
    }
}
