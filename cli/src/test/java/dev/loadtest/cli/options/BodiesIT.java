package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code body: {text | json, contentType}} and {@code form}. */
class BodiesIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void textIsPlainUtf8() {
        Received request = sent("body: {text: \"über ${v}\"}, values: {v: {oneOf: [fünf]}}");

        assertThat(request.text()).isEqualTo("über fünf");
        assertThat(request.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void textWithContentType() {
        assertThat(sent("body: {text: a, contentType: text/csv}").header("Content-Type"))
                .isEqualTo("text/csv");
    }

    @Test
    void contentTypeHeaderWins() {
        assertThat(sent("body: {text: a}, headers: [{name: content-type, value: text/x}]")
                        .all("Content-Type"))
                .containsExactly("text/x");
    }

    @Test
    void contentTypeOfTarget() {
        TestTarget target = lab.target();
        lab.run("target: {url: \"" + target.url() + """
                ", headers: [{name: Content-Type, value: text/target}]}
                requests:
                - {name: plain, method: POST, path: /plain, body: {text: a}}
                - {name: own, method: POST, path: /own, body: {text: a, contentType: text/own}}
                - {name: form, method: POST, path: /form, form: {a: b}}
                - {name: none, path: /none}
                phases:
                - {name: a, request: plain}
                - {name: b, request: own}
                - {name: c, request: form}
                - {name: d, request: none}
                """).passed();

        assertThat(target.received())
                .extracting(request -> request.all("Content-Type"))
                .containsExactly(
                        List.of("text/target"),
                        List.of("text/own"),
                        List.of("application/x-www-form-urlencoded"),
                        List.of("text/target"));
    }

    @Test
    void jsonKeepsTypesAndEscapes() throws IOException {
        Received request = sent(
                "body: {json: {number: 1.5, list: [true, null], s: \"<${v}>\"}}, values: {v: {oneOf: [\"\\\"}\\n\\\\\"]}}");

        JsonNode body = new ObjectMapper().readTree(request.body());
        assertThat(body.path("number").isNumber()).isTrue();
        assertThat(body.path("number").asDouble()).isEqualTo(1.5);
        assertThat(body.path("list").path(0).isBoolean()).isTrue();
        assertThat(body.path("list").path(1).isNull()).isTrue();
        assertThat(body.path("s").asText()).isEqualTo("<\"}\n\\>");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void formIsUrlEncoded() {
        Received request = sent("form: {user: \"a b&c\", note: \"${v}\"}, values: {v: {oneOf: [\"ü=\"]}}");

        assertThat(request.text().split("&")).containsExactlyInAnyOrder("user=a%20b%26c", "note=%C3%BC%3D");
        assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    }

    private Received sent(String options) {
        TestTarget target = lab.target();
        lab.run(
                        target,
                        "requests: [{name: r, method: POST, path: /, " + options
                                + "}]\nphases: [{name: p, request: r}]")
                .passed();
        return target.only();
    }
}
