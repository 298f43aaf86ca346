package dev.loadtest.engine.run.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.run.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCheckTest {
    private static final Capture POINTER = new Capture("v", new Capture.JsonPointer("/v"), false);
    private static final Capture HEADER = new Capture("v", new Capture.ResponseHeader("x-v"), false);

    private final ResponseCheck judge = new ResponseCheck(
            Checks.request(Expectation.SUCCESS, POINTER, HEADER),
            PlainReaders.of((document, pointer) -> new Reading.Nothing("the body is not JSON")));

    private static Transport.Response response(byte[] body, boolean truncated, Map<String, String> headers) {
        return new Transport.Response(200, headers::get, body, truncated);
    }

    private static Transport.Response response(String header, @Nullable String value) {
        return response(
                "text".getBytes(StandardCharsets.UTF_8), false, value == null ? Map.of() : Map.of(header, value));
    }

    private String why(Transport.Response response) {
        return ((Reading.Nothing) judge.read(POINTER, judge.decoded(response, 1_000))).why();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "content-encoding | compress          | the body is compressed in a way that cannot be undone (Content-Encoding: compress)",
                "content-encoding | gzip              | the body is not what its Content-Encoding (gzip) says",
                "content-type     | text/html; charset=\"ISO-8859-1\" | the body's charset is iso-8859-1, and it is read as UTF-8",
                "content-type     | application/json;Charset = utf-16  | the body's charset is utf-16, and it is read as UTF-8",
            })
    void unreadableBodyIsExplained(String header, String value, String why) {
        assertThat(why(response(header, value))).startsWith("the body is not JSON: " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "content-encoding | identity",
                "content-encoding | -",
                "content-type     | application/json; charset=utf-8",
                "content-type     | application/json",
            })
    void readableBodyAddsNothing(String header, @Nullable String value) {
        assertThat(why(response(header, value))).isEqualTo("the body is not JSON");
    }

    @Test
    void recognizesUnannouncedGzip() {
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
        assertThat(why(response(gzip, false, Map.of()))).contains("it begins like gzip");
    }

    @Test
    void limitOfBodyIsNamed() {
        assertThat(why(response(new byte[7], true, Map.of())))
                .isEqualTo("the body is not JSON: only the body's first 7 bytes are read");
    }

    @Test
    void missingHeaderIsNamed() {
        assertThat(judge.read(HEADER, response("x-v", null)))
                .isEqualTo(new Reading.Nothing("the response has no header x-v"));
        assertThat(judge.read(HEADER, response("x-v", "1"))).isEqualTo(new Reading.Value("1"));
    }

    /** What a target writes must not become lines of a report. */
    @Test
    void textOfTargetIsEscaped() {
        assertThat(why(response("content-encoding", "a\r\nb\u001b[31m" + "x".repeat(500))))
                .doesNotContain("\r", "\n", "\u001b")
                .hasSizeLessThan(250);
    }

    /** Saving a body must not change what is checked. */
    @Test
    void savedBodyIsCheckedAlike() {
        Transport.Response longer = response(new byte[(1 << 20) + 1], false, Map.of());
        assertThat(judge.checked(longer).body()).hasSize(1 << 20);
        assertThat(judge.checked(longer).truncated()).isTrue();
        Transport.Response shorter = response(new byte[1 << 20], false, Map.of());
        assertThat(judge.checked(shorter)).isSameAs(shorter);
    }

    @Test
    void bodyLimit() {
        assertThat(ResponseCheck.bodyLimit(Checks.request(Expectation.SUCCESS, POINTER), false))
                .isZero();
        assertThat(ResponseCheck.bodyLimit(Checks.request(Expectation.SUCCESS, HEADER), true))
                .isZero();
        assertThat(ResponseCheck.bodyLimit(Checks.request(Expectation.SUCCESS, POINTER), true))
                .isPositive();
        Capture regex = new Capture("v", new Capture.Regex("(.)"), false);
        assertThat(ResponseCheck.bodyLimit(Checks.request(Expectation.SUCCESS, regex), true))
                .isPositive();
        assertThat(ResponseCheck.bodyLimit(Checks.request(Checks.bodyMatches("x")), false))
                .isPositive();
    }
}
