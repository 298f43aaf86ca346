package dev.loadtest.engine.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.wire.TallySheetState;
import dev.loadtest.engine.result.wire.TimelineState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
    private final ObjectMapper json = new ObjectMapper();

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sheetRoundTrip(long seed) throws Exception {
        RandomTallies draw = new RandomTallies(seed);
        TallySheet sheet = draw.sheet();

        String text = json.writeValueAsString(sheet.state());
        TallySheet arrived = TallySheet.of(json.readValue(text, TallySheetState.class));

        assertThat(arrived.state()).isEqualTo(sheet.state());
        assertThat(arrived.totals()).isEqualTo(sheet.totals());
        assertThat(arrived.rps()).isEqualTo(sheet.rps());
    }

    /** A received sheet merges and records like the sent one. */
    @ParameterizedTest
    @MethodSource("seeds")
    void mergeAfterRoundTrip(long seed) throws Exception {
        RandomTallies draw = new RandomTallies(seed);
        TallySheet one = draw.sheet();
        TallySheet other = draw.sheet();
        TallySheet arrived =
                TallySheet.of(json.readValue(json.writeValueAsString(other.state()), TallySheetState.class));

        TallySheet sum = one.copy();
        sum.add(other);
        arrived.add(one);

        assertThat(arrived.state()).isEqualTo(sum.state());
    }

    /** Of another process, which may be hostile: sums of such counts overflow, or take very long. */
    @Test
    void impossibleCountsAreRefused() throws Exception {
        TallySheet sheet = new TallySheet();
        sheet.tally("health", Kind.TRACKED);
        String text = json.writeValueAsString(sheet.state());
        String statuses = LongStream.range(1_000, 101_000)
                .mapToObj(code -> "\"" + code + "\":1")
                .collect(Collectors.joining(","));
        String causes = LongStream.range(0, 101)
                .mapToObj(cause -> "\"cause-" + cause + "\":1")
                .collect(Collectors.joining(","));
        for (String impossible : List.of(
                text.replace("\"sent\":0", "\"sent\":-1"),
                text.replace("\"planned\":0", "\"planned\":" + Long.MAX_VALUE),
                text.replace("\"bytesSent\":0", "\"bytesSent\":-1"),
                text.replace("\"bytesReceived\":0", "\"bytesReceived\":" + Long.MAX_VALUE),
                text.replace("\"status\":{}", "\"status\":{" + statuses + "}"),
                text.replace("\"status\":{}", "\"status\":{\"200\":-5}"),
                text.replace("\"unexpectedByStatus\":{}", "\"unexpectedByStatus\":{" + statuses + "}"),
                text.replace("\"unexpectedByStatus\":{}", "\"unexpectedByStatus\":{\"500\":-5}"),
                text.replace("\"errors\":{}", "\"errors\":{" + causes + "}"),
                text.replace("\"notSent\":{}", "\"notSent\":{\"held\":" + Long.MIN_VALUE + "}"))) {
            assertThat(impossible).isNotEqualTo(text);
            TallySheetState told = json.readValue(impossible, TallySheetState.class);
            assertThatThrownBy(() -> TallySheet.of(told)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void emptyTallyRoundTrip() throws Exception {
        TallySheet sheet = new TallySheet();
        sheet.tally("health", Kind.TRACKED);

        TallySheetState state = json.readValue(json.writeValueAsString(sheet.state()), TallySheetState.class);

        assertThat(state).isEqualTo(sheet.state());
        Tally tally = TallySheet.of(state).tally("health", Kind.TRACKED);
        assertThat(tally.firstSendMicros()).isEqualTo(Long.MAX_VALUE);
        assertThat(tally.lastEndMicros()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void timelineRoundTrip(long seed) throws Exception {
        RandomTallies draw = new RandomTallies(seed);
        Timeline timeline = new Timeline(2);
        for (int i = 0; i < 500; i++) {
            timeline.sent(i % 2, i * 10_000L);
            timeline.connected(i % 2, i * 10_000L);
            timeline.ended(i % 2, i * 10_000L, draw.random().nextBoolean() ? "" : "503", draw.latencyNanos());
        }

        Timeline arrived = Timeline.of(json.readValue(json.writeValueAsString(timeline.state()), TimelineState.class));

        assertThat(arrived.state()).isEqualTo(timeline.state());
        assertThat(arrived.buckets(3)).isEqualTo(timeline.buckets(3));
        assertThat(arrived.copySince(3).state()).isEqualTo(timeline.copySince(3).state());
    }

    @Test
    void duplicateLineIsRefused() {
        TallySheet sheet = new TallySheet();
        sheet.tally("health", Kind.TRACKED);
        TallySheetState.Line line = sheet.state().lines().getFirst();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TallySheet.of(new TallySheetState(List.of(line, line), List.of())))
                .withMessageContaining("health");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TallySheet.of(new TallySheetState(List.of(), List.of(line, line))))
                .withMessageContaining("health");
    }
}
