package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** First byte and bytes, in results, report and thresholds. */
class TrafficIT {
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void eachRequestAndKind() throws IOException {
        TestTarget target = lab.target(request -> line -> {
            line.write(RESPONSE);
            return true;
        });

        Finished run = lab.run(target, """
                requests: [{name: a, path: /a}, {name: b, path: /b}]
                phases:
                - {name: p, request: a, burst: {requests: 20, tracked: 5}, maxLateness: 10s}
                - {name: q, request: b, burst: {requests: 3}, maxLateness: 10s}
                thresholds: [{expr: "max{time=firstByte} < 1m"}]
                """, "--workers", "2").passed();

        JsonNode totals = run.results().path("totals");
        JsonNode untracked = totals.at("/requests/a/fireAndForget");
        assertThat(untracked.path("bytesReceived").asLong()).isEqualTo(15L * RESPONSE.length());
        assertThat(untracked.at("/firstByteMicros/count").asLong()).isEqualTo(15);
        JsonNode tracked = totals.at("/requests/b/tracked");
        assertThat(tracked.path("bytesReceived").asLong()).isEqualTo(3L * RESPONSE.length());
        assertThat(tracked.path("bytesSent").asLong()).isPositive().isLessThan(3 * 1_000);
        assertThat(tracked.at("/firstByteMicros/max").asLong())
                .isPositive()
                .isLessThanOrEqualTo(tracked.at("/serviceMicros/max").asLong());
        assertThat(totals.at("/tracked/bytesReceived").asLong()).isEqualTo(8L * RESPONSE.length());
        assertThat(run.results().path("histograms"))
                .anyMatch(histogram -> histogram.path("clock").asText().equals("firstByte"));
        assertThat(Files.readString(run.folder().resolve("report.html"))).contains("data-label=\"First byte\"");
    }
}
