package dev.loadtest.worker.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.check.Reading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonValuesTest {
    private static final String DOCUMENT = """
            {"skipped": {"handle": [1, {"handle": 2}]}, "handle": "a/b\\u00e9", "n": 1.50, "big": 123456789012345678901234567890,
             "yes": true, "none": null, "list": [10, [20, 21], {"k": "v"}], "a/b": {"~": "escaped"}, "": "empty name", "1": "name 1"}
            """;

    private final JacksonValues values = new JacksonValues();

    private String at(String document, String pointer) {
        return read(document, pointer) instanceof Reading.Value value ? value.text() : "-";
    }

    private Reading read(String document, String pointer) {
        return values.at(document.getBytes(StandardCharsets.UTF_8), pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/missing        | {}                  | the body's JSON has nothing at /missing",
                "/v              | {\"v\": null}       | the body's JSON has null at /v",
                "/v              | {\"v\": []}         | the body's JSON has an array at /v",
                "/v              | {\"v\": {}}         | the body's JSON has an object at /v",
                "/v              | {\"v\": NaN}        | the body is not JSON",
                "/v              | <html>              | the body is not JSON",
                "/v              | ''                  | the body is empty",
                "/v/0            | {\"v\": [12         | the body ends within the number at /v/0",
                "/v              | {\"v\": \"\\ud800\"} | the body's JSON has half a surrogate pair, which is no text, at /v",
                "''              | {}                  | the body's JSON has an object at its root",
                "no-slash        | {}                  | no-slash is no JSON pointer",
            })
    void reasons(String pointer, String document, String why) {
        assertThat(read(document, pointer)).isEqualTo(new Reading.Nothing(why));
    }

    @ParameterizedTest
    @CsvSource({
        "/handle, a/bé",
        "/n, 1.50",
        "/big, 123456789012345678901234567890",
        "/yes, true",
        "/list/0, 10",
        "/list/1/1, 21",
        "/list/2/k, v",
        "/a~1b/~0, escaped",
        "/, empty name",
        "/1, name 1",
        "/skipped/handle/1/handle, 2",
    })
    void scalars(String pointer, String value) {
        assertThat(at(DOCUMENT, pointer)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none",
                "/list",
                "/skipped",
                "/missing",
                "/handle/deeper",
                "/list/3",
                "/list/-",
                "/list/x",
                "/list/01",
                "no-slash",
                "/list/99999999999999999999"
            })
    void noScalar(String pointer) {
        assertThat(at(DOCUMENT, pointer)).isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{", "{\"a\": ", "[1,", "{\"b\" 1}", "\u0000", "{\"b\": \"unfinished"})
    void invalidJson(String document) {
        assertThat(at(document, "/a")).isEqualTo("-");
        assertThat(at(document, "/0/0")).isEqualTo("-");
    }

    /** Only the first bytes of a body are kept: Jackson would take their end for the end of the number. */
    @ParameterizedTest
    @ValueSource(strings = {"[12", "[-1", "[1.5", "[1e5", "[0"})
    void truncatedNumber(String document) {
        assertThat(at(document, "/0")).isEqualTo("-");
        assertThat(at(document.replace("[", "{\"0\": "), "/0")).isEqualTo("-");
        assertThat(at(document + " ", "/0")).isEqualTo(document.substring(1));
        assertThat(at(document + ",", "/0")).isEqualTo(document.substring(1));
    }

    @Test
    void rootValue() {
        assertThat(at("12", "")).isEqualTo("12");
        assertThat(at("1.50", "")).isEqualTo("1.50");
        assertThat(at("\"text\"", "")).isEqualTo("text");
        assertThat(at("{}", "")).isEqualTo("-");
    }

    @Test
    void depthLimit() {
        assertThat(at("{\"a\":" + "[".repeat(100_000), "/b")).isEqualTo("-");
        assertThat(at("[".repeat(100_000), "/0".repeat(5_000))).isEqualTo("-");
    }
}
