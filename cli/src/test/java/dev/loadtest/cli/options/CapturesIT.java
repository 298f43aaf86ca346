package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code capture}: where values come from, which are kept, and that sensitive ones are never written. */
class CapturesIT {
    private static final String SECRET = "s3cr3t-of-the-target";

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void aJsonPointerAndAHeaderAreCaptured() {
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
    void onlyTrackedRequestsThatMetTheirExpectationCapture() {
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
    void withNothingCapturedTheCasesThatDrawItAreSkipped() {
        TestTarget target = lab.target(request -> Answer.json("{\"other\": 1}"));

        Finished run = lab.run(target, """
                requests:
                - {name: make, path: /make, capture: [{name: handle, jsonPointer: /handle}]}
                - {name: use, path: /use, query: {h: "${h}"}, values: {h: {captured: handle}}}
                phases: [{name: make, request: make}, {name: use, needs: [make], request: use}]
                """);

        assertThat(run.outcome("use")).isEqualTo("SKIPPED");
        assertThat(run.reason("use")).isEqualTo("no handle was captured");
        assertThat(target.received("/use")).isEmpty();
    }

    @Test
    void drawsComeFromAllThatWasCaptured() {
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
    void theLastSegmentsOfAPointerMayBeMissing() {
        TestTarget target = lab.target(request -> Answer.json("{\"a\": {}}"));

        Finished run = lab.run(target, """
                requests: [{name: make, path: /make, capture: [{name: h, jsonPointer: /a/0/h}]}]
                phases: [{name: make, request: make}]
                """).passed();

        assertThat(run.item("make").json().path("captured").path("h").asLong()).isZero();
    }

    @Test
    void aSensitiveValueIsSentAndNeverWritten() throws IOException {
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
    void theBodyThatASensitiveValueComesFromIsNotSaved() throws IOException {
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
}
