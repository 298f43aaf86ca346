package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code capture}: sources, order, bounds, and the secrecy of sensitive values. */
class CapturesIT {
    private static final String SECRET = "s3cr3t-of-the-target";

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void pointerAndHeader() {
        TestTarget target = lab.target(
                request -> Answer.json("{\"a\": [{\"b/c\": 12}], \"h\": \"x\"}").header("X-Handle", "from-header"));

        Finished run = lab.run(target, """
                requests:
                - name: make
                  path: /make
                  capture: [{name: number, jsonPointer: /a/0/b~1c}, {name: handle, header: x-handle}]
                - {name: use, path: "/use/${i}/${h}", values: {i: {captured: number}, h: {captured: handle}}}
                phases: [{name: make, request: make}, {name: use, needs: [make], request: use}]
                """).passed();

        assertThat(target.received("/use/12/from-header")).hasSize(1);
        assertThat(run.item("make").json().path("captured").path("number").asLong())
                .isEqualTo(1);
        assertThat(run.item("make").json().path("captured").path("handle").asLong())
                .isEqualTo(1);
    }

    @Test
    void onlySucceededTrackedRequestsCapture() {
        AtomicInteger number = new AtomicInteger();
        TestTarget target = lab.target(request -> {
            if (request.path().equals("/use")) {
                return Answer.ok();
            }
            int k = number.getAndIncrement();
            return k < 3
                    ? Answer.status(500).body("application/json", "{\"h\": \"bad\"}")
                    : Answer.json("{\"h\": \"good\"}").header("X-H", "from-header");
        });

        Finished run = lab.run(target, """
                requests:
                - {name: make, path: /make, capture: [{name: h, jsonPointer: /h}, {name: header, header: X-H}]}
                - {name: use, path: /use, query: {h: "${h}"}, values: {h: {captured: h}}}
                phases:
                - {name: make, request: make, concurrency: {users: 1, requests: 8}, maxFailures: 3}
                - {name: forget, request: make, burst: {requests: 8, tracked: 0}, maxLateness: 10s}
                - {name: use, needs: [make, forget], request: use, burst: {requests: 20}, maxLateness: 10s}
                """).passed();

        assertThat(run.item("make").json().path("captured").path("h").asLong()).isEqualTo(5);
        assertThat(run.item("make").json().path("captured").path("header").asLong())
                .isEqualTo(5);
        assertThat(run.item("forget").json().path("captured").isEmpty()).isTrue();
        assertThat(target.received("/use")).hasSize(20).allMatch(use -> use.query("h")
                .equals("good"));
    }

    @Test
    void nothingCapturedSkipsCases() {
        TestTarget target = lab.target(request -> Answer.json("{\"other\": 1}"));

        Finished run = lab.run(target, """
                requests:
                - {name: make, path: /make, capture: [{name: handle, jsonPointer: /handle}]}
                - {name: use, path: /use, query: {h: "${h}"}, values: {h: {captured: handle}}}
                phases: [{name: make, request: make}, {name: use, needs: [make], request: use}]
                """);

        assertThat(run.outcome("use")).isEqualTo("SKIPPED");
        assertThat(run.reason("use")).isEqualTo("no handle was captured: the body's JSON has nothing at /handle");
        assertThat(target.received("/use")).isEmpty();
    }

    @Test
    void drawnFromAllCaptured() {
        AtomicInteger number = new AtomicInteger();
        TestTarget target = lab.target(request -> Answer.json("{\"h\": \"h" + number.getAndIncrement() + "\"}"));

        lab.run(target, """
                seed: 1
                requests:
                - {name: make, path: /make, capture: [{name: h, jsonPointer: /h}]}
                - {name: use, path: /use, query: {h: "${h}"}, values: {h: {captured: h}}}
                phases:
                - {name: make, request: make, iterations: 3}
                - {name: use, needs: [make], request: use, burst: {requests: 60}, maxLateness: 10s}
                """, "--workers", "2").passed();

        assertThat(target.received("/use"))
                .extracting(use -> use.query("h"))
                .containsOnly("h0", "h1", "h2")
                .contains("h0", "h1", "h2");
    }

    @Test
    void optionalPointerSegments() {
        TestTarget target = lab.target(request -> Answer.json("{\"a\": {}}"));

        Finished run = lab.run(target, """
                requests: [{name: make, path: /make, capture: [{name: h, jsonPointer: /a/0/h}]}]
                phases: [{name: make, request: make}]
                """).passed();

        assertThat(run.item("make").json().path("captured").path("h").asLong()).isZero();
    }

    @Test
    void sensitiveValueIsSentNotWritten() throws IOException {
        TestTarget target = lab.target(request -> request.path().equals("/login")
                ? Answer.json("{\"token\": \"" + SECRET + "\"}")
                : Answer.status(request.query("fail").isEmpty() ? 200 : 500));

        Finished run = lab.run(target, """
                requests:
                - {name: login, path: /login, capture: [{name: token, jsonPointer: /token, sensitive: true}]}
                - name: use
                  path: "/use/${t}"
                  query: {fail: "yes"}
                  headers: [{name: Authorization, value: "Bearer ${t}"}]
                  values: {t: {captured: token}}
                phases:
                - {name: login, request: login}
                - {name: use, needs: [login], request: use, burst: {requests: 3}, save: {max: 3}}
                """).failed();

        assertThat(target.received("/use/" + SECRET)).hasSize(3).allMatch(use -> use.header("Authorization")
                .equals("Bearer " + SECRET));
        assertThat(run.files()).anyMatch(file -> file.endsWith("samples/manifest.json"));
        assertThat(run.everythingWritten()).contains("manifest.json").doesNotContain(SECRET);
    }

    @Test
    void sensitiveBodyIsNotSaved() throws IOException {
        TestTarget target = lab.target(request -> Answer.json("{\"token\": \"" + SECRET + "\"}"));

        Finished run = lab.run(target, """
                requests:
                - {name: login, path: /login, capture: [{name: token, jsonPointer: /token, sensitive: true}]}
                phases: [{name: login, request: login, save: {max: 1}}]
                """).passed();

        assertThat(run.everythingWritten())
                .contains("not written: a sensitive value is captured from it")
                .doesNotContain(SECRET);
    }

    /**
     * A captured value comes from the target: one that no header can carry fails its request, with HTTP/1.1 and HTTP/2.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0141\\u00f3d\\u017a", "a\\r\\nX-Evil: 1", "nul\\u0000", "a\\u007f", "\\ud83d\\ude00"})
    void invalidHeaderValueFailsRequest(String value) {
        TestTarget target = lab.target(request -> Answer.json("{\"city\": \"" + value + "\"}"));

        Finished run = lab.run(target, """
                requests:
                - {name: make, path: /make, capture: [{name: city, jsonPointer: /city}]}
                - {name: put, path: /put, headers: [{name: X-City, value: "${city}"}], values: {city: {captured: city}}}
                - {name: typed, path: /put, method: POST, body: {text: x}, headers: [{name: Content-Type, value: "${city}"}], values: {city: {captured: city}}}
                phases:
                - {name: make, request: make}
                - {name: put, needs: [make], request: put}
                - {name: typed, needs: [make], request: typed}
                """).failed();

        assertThat(run.reason("put"))
                .contains("other (the value of header X-City holds a character that no header can carry");
        assertThat(run.reason("typed")).contains("other (the content type holds a character that no header can carry");
        assertThat(target.received("/put")).isEmpty();
    }

    @Test
    void headerPaddingIsNotSent() {
        TestTarget target = lab.target(request -> Answer.json("{\"none\": \"\"}"));

        lab.run(target, """
                requests:
                - {name: make, path: /make, capture: [{name: none, jsonPointer: /none}]}
                - {name: put, path: /put, headers: [{name: X-City, value: " to ${none} "}], values: {none: {captured: none}}}
                phases:
                - {name: make, request: make}
                - {name: put, needs: [make], request: put}
                """).passed();

        assertThat(target.received("/put").getFirst().header("X-City")).isEqualTo("to");
    }

    @Test
    void undecodableBody() {
        TestTarget target = lab.target(request -> Answer.raw(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\b\u0000"));

        Finished run = lab.run(target, """
                requests:
                - {name: check, path: /, expect: {bodyContains: hello}}
                - {name: get, path: /, capture: [{name: v, jsonPointer: /v}]}
                - {name: use, path: "/${v}", values: {v: {captured: v}}}
                phases:
                - {name: check, request: check}
                - {name: get, request: get, burst: {requests: 3}}
                - {name: use, needs: [get], request: use}
                """).failed();

        String why = "the body is not what its Content-Encoding (gzip) says";
        assertThat(run.reason("check")).contains("status 200, but the body does not contain the expected text: " + why);
        assertThat(run.reason("use"))
                .startsWith("no v was captured: the body is not JSON: " + why)
                .endsWith(" x 3");
    }

    /** The token of a form: what a person's browser would send back. */
    @Test
    void regexInCompressedHtml() throws IOException {
        String form = "<form><input name=\"csrf\" value=\"" + SECRET + "\"></form>";
        TestTarget target = lab.target(request -> Answer.text(form).gzipped());

        Finished run = lab.run(target, """
                requests:
                - name: form
                  path: /form
                  capture: [{name: csrf, regex: 'name="csrf" value="([^"]+)"', sensitive: true}]
                - {name: send, path: /send, query: {csrf: "${csrf}"}, values: {csrf: {captured: csrf}}}
                phases: [{name: form, request: form}, {name: send, needs: [form], request: send}]
                """).passed();

        assertThat(target.received("/send").getFirst().query("csrf")).isEqualTo(SECRET);
        assertThat(run.everythingWritten()).doesNotContain(SECRET);
    }
}
