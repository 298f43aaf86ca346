package dev.loadtest.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.run.log.LoggedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LineWriterTest {
    private static final long ORIGIN_MICROS =
            Instant.parse("2026-01-15T09:30:00Z").toEpochMilli() * 1_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static LoggedRequest request(long k) {
        return new LoggedRequest(
                new LoggedRequest.Place("buy[\"ä\".csv]", "buy", "pay", k, "shop", 3, 1),
                Kind.FIRE_AND_FORGET,
                new LoggedRequest.Times(ORIGIN_MICROS, 999_999, 1_000_007, 1_030_007, 8, 20_000, 30_000, 30_008),
                Exemplar.Outcome.UNEXPECTED,
                500,
                "",
                "0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void everyField() throws Exception {
        JsonNode line =
                new JsonMapper().readTree(new RequestLine().of(2, request(17)).toString());
        assertThat(line).isEqualTo(new JsonMapper().readTree("""
                {"case": "buy[\\"ä\\".csv]", "phase": "buy", "request": "pay", "k": 17, "journey": "shop", "step": 3,
                 "attempt": 1, "kind": "fireAndForget", "worker": 2,
                 "planned": "2026-01-15T09:30:00.999999Z", "sent": "2026-01-15T09:30:01.000007Z",
                 "ended": "2026-01-15T09:30:01.030007Z",
                 "plannedMicros": 999999, "sentMicros": 1000007, "endedMicros": 1030007, "heldMicros": 8,
                 "firstByteMicros": 20000, "serviceMicros": 30000, "responseMicros": 30008,
                 "status": 500, "outcome": "unexpected", "cause": "", "traceId": "0af7651916cd43dd8448eb211c80319c"}
                """));
    }

    @Test
    void wholeLinesWithinTheSize() {
        int length = new RequestLine().of(0, request(1)).toString().getBytes(StandardCharsets.UTF_8).length;
        LineWriter writer = new LineWriter(out, 3L * length + 5);
        for (int k = 1; k <= 5; k++) {
            writer.write(0, request(k));
        }
        writer.flush();
        assertThat(out.size()).isEqualTo(3 * length).isEqualTo((int) writer.bytes());
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("}\n");
        assertThat(writer.written()).isEqualTo(3);
        assertThat(writer.beyondSize()).isEqualTo(2);
        assertThat(writer.problem()).isEmpty();
    }

    @Test
    void countsWhatADiskDoesNotTake() {
        LineWriter writer = new LineWriter(full(), Long.MAX_VALUE);
        writer.write(0, request(1));
        writer.write(0, request(2));
        writer.flush();
        writer.write(0, request(3));
        writer.flush();
        assertThat(writer.written()).isZero();
        assertThat(writer.failed()).isEqualTo(3);
        assertThat(writer.problem()).isEqualTo("No space left on device");
    }

    private static OutputStream full() {
        return new OutputStream() {
            @Override
            public void write(int any) throws IOException {
                throw new IOException("No space left on device");
            }
        };
    }
}
