package dev.loadtest.worker.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.check.JsonScan;
import dev.loadtest.engine.run.check.JsonValue;
import dev.loadtest.engine.run.check.JsonValue.Other;
import dev.loadtest.engine.run.check.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonScanTest {
    private static final String DOCUMENT = """
            {"items": [{"price": 1.50, "open": true}, {"price": -3, "name": "b"}], "none": null, "1": "name",
             "deep": {"a": {"b": ["x", ["y"]]}}, "a/b": "slash", "": "empty"}
            """;

    private static JsonScan.Found read(String document, String... pointers) {
        return JacksonScan.of(List.of(pointers)).read(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void findsAll() {
        JsonScan.Found found = read(
                DOCUMENT,
                "/items/1/price",
                "/items/0/price",
                "/items/0/open",
                "/items/2",
                "/items",
                "/none",
                "/1",
                "/deep/a/b/1/0",
                "/deep/a",
                "/a~1b",
                "/",
                "",
                "/items/0/price");
        assertThat(found.values())
                .containsExactly(
                        new JsonValue.Number("-3"),
                        new JsonValue.Number("1.50"),
                        new JsonValue.Flag(true),
                        Other.ABSENT,
                        Other.ARRAY,
                        Other.NULL,
                        new JsonValue.Text("name"),
                        new JsonValue.Text("y"),
                        Other.OBJECT,
                        new JsonValue.Text("slash"),
                        new JsonValue.Text("empty"),
                        Other.OBJECT,
                        new JsonValue.Number("1.50"));
        assertThat(found.problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                           | the body is empty",
                "'  '                         | the body is empty",
                "<html>                       | the body is not JSON",
                "{\"a\": 1                    | the body ends within a number",
                "{\"b\": NaN, \"a\": 1}       | the body is not JSON",
            })
    void problems(String document, String problem) {
        JsonScan.Found found = read(document, "/a");
        assertThat(found.values()).containsExactly(Other.ABSENT);
        assertThat(found.problem()).isEqualTo(problem);
    }

    /** Its first bytes announce an encoding of four bytes in an order that is not read. */
    @Test
    void unknownEncoding() {
        byte[] document = {0, 0, (byte) 0xff, (byte) 0xfe, 1, 2, 3, 4};
        assertThat(JacksonScan.of(List.of("/a")).read(document).problem()).isEqualTo("the body is not JSON");
    }

    @Test
    void stopsAtLastValue() {
        JsonScan.Found found = read("{\"a\": 1, \"b\": 2, <html>", "/a");
        assertThat(found).isEqualTo(new JsonScan.Found(List.of(new JsonValue.Number("1")), ""));
    }

    @Test
    void valuesBeforeError() {
        JsonScan.Found found = read("{\"a\": 1, \"b\": <html>", "/a", "/b");
        assertThat(found.values()).containsExactly(new JsonValue.Number("1"), Other.ABSENT);
        assertThat(found.problem()).isEqualTo("the body is not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1, \"a\": 2}", "{\"a\": 1, \"b\": {\"a\": 3}, \"a\": {\"x\": 4}}"})
    void equalNames(String document) {
        assertThat(read(document, "/a", "/zzz").values()).containsExactly(new JsonValue.Number("1"), Other.ABSENT);
    }

    @Test
    void depth() {
        assertThat(read("[".repeat(100_000), "/a").problem())
                .isEqualTo("the body's JSON is deeper, or a part of it longer, than what is read");
    }

    /** It finds what a reader of single values finds, in documents of any form, whole and broken. */
    @Test
    void agreesWithSingleValues() {
        SplittableRandom random = new SplittableRandom(7);
        JacksonValues single = new JacksonValues();
        List<String> pointers = List.of("/a", "/b/0", "/a/b", "/b/a/1", "/c", "");
        for (int round = 0; round < 3_000; round++) {
            String whole = document(random, 4);
            String document = random.nextInt(4) == 0 ? whole.substring(0, random.nextInt(whole.length() + 1)) : whole;
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            List<JsonValue> found =
                    read(document, pointers.toArray(String[]::new)).values();
            for (int i = 0; i < pointers.size(); i++) {
                Reading alone = single.at(bytes, pointers.get(i));
                if (alone instanceof Reading.Value value) {
                    assertThat(text(found.get(i)))
                            .as("%s in %s", pointers.get(i), document)
                            .isEqualTo(value.text());
                } else {
                    assertThat(found.get(i))
                            .as("%s in %s", pointers.get(i), document)
                            .isInstanceOf(Other.class);
                }
            }
        }
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case JsonValue.Text text -> text.text();
            case JsonValue.Number number -> number.digits();
            case JsonValue.Flag flag -> String.valueOf(flag.value());
            case Other other -> other.name();
        };
    }

    private static String document(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> Integer.toString(random.nextInt(100));
            case 3 -> "\"text\"";
            case 4 -> "1.5e3";
            case 5 -> {
                List<String> fields = new ArrayList<>();
                for (String name : Arrays.asList("a", "b", "c")) {
                    if (random.nextBoolean()) {
                        fields.add("\"" + name + "\": " + document(random, depth - 1));
                    }
                }
                yield "{" + String.join(", ", fields) + "}";
            }
            default -> {
                List<String> elements = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    elements.add(document(random, depth - 1));
                }
                yield "[" + String.join(", ", elements) + "]";
            }
        };
    }
}
