package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JourneysTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void booksInResultsJson() throws IOException {
        ResultsJson.write(SampleRuns.journeys(), Detail.FULL, out);
        JsonNode totals = new JsonMapper().readTree(written()).get("totals");
        JsonNode tracked = totals.at("/journeys/buy/tracked");
        assertThat(tracked.get("planned").asLong()).isEqualTo(2);
        assertThat(tracked.get("begun").asLong()).isEqualTo(2);
        assertThat(tracked.get("completed").asLong()).isEqualTo(1);
        assertThat(tracked.at("/failed/pay").asLong()).isEqualTo(1);
        assertThat(tracked.at("/durationMicros/max").asLong()).isBetween(12_000L, 12_400L);
        assertThat(totals.at("/journeys/buy/unscored/planned").asLong()).isZero();
    }

    @Test
    void noFieldWithoutJourneys() throws IOException {
        ResultsJson.write(SampleRuns.small(), Detail.FULL, out);
        assertThat(new JsonMapper().readTree(written()).get("totals").has("journeys"))
                .isFalse();
    }

    @Test
    void tableInReport() throws IOException {
        HtmlReport.write(SampleRuns.journeys(), Detail.FULL, out);
        assertThat(written()).contains("<h2>Journeys</h2>").contains("<th scope=\"row\">health, buy</th>");
    }

    @Test
    void noTableWithoutJourneys() throws IOException {
        HtmlReport.write(SampleRuns.small(), Detail.FULL, out);
        assertThat(written()).doesNotContain("<h2>Journeys</h2>");
    }

    @Test
    void inJunitBesideRequests() {
        assertThat(BooksText.of(SampleRuns.journeys().totals()))
                .endsWith("\njourney buy, tracked: 2 planned, 2 begun, 1 completed, 1 failed (pay: 1)");
    }
}
