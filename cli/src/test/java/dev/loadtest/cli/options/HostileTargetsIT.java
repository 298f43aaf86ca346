package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Misbehaving targets: the run ends, errors are counted by cause, the books close. */
@Timeout(30)
class HostileTargetsIT {
    private static final int REQUESTS = 4;
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    @RegisterExtension
    final Lab lab = new Lab();

    static Stream<Arguments> babble() {
        return Stream.of(
                Arguments.of("resets", Answer.reset(), "reset"),
                Arguments.of("closes at once", Answer.raw(""), "reset"),
                Arguments.of("closes within its head", Answer.raw(HEAD + "Content-Le"), "reset"),
                Arguments.of("closes within its body", Answer.raw(HEAD + "Content-Length: 10\r\n\r\nabc"), "reset"),
                Arguments.of(
                        "closes within its chunks",
                        Answer.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nab"),
                        "reset"),
                Arguments.of("is no HTTP", Answer.raw("\u0000\u0001 SSH-2.0 hello\r\n\r\n"), "protocol"),
                Arguments.of("has a wrong status", Answer.raw("HTTP/1.1 abc OK\r\n\r\n"), "protocol"),
                Arguments.of(
                        "has two lengths",
                        Answer.raw(HEAD + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                        "protocol"),
                Arguments.of("has a negative length", Answer.raw(HEAD + "Content-Length: -5\r\n\r\n"), "protocol"),
                Arguments.of(
                        "has no chunk size",
                        Answer.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n"),
                        "protocol"),
                Arguments.of("has endless headers", Answer.endless(HEAD, "X-Name: value\r\n".repeat(100)), "protocol"),
                Arguments.of("has an endless header", Answer.endless(HEAD + "X-Name: ", "v".repeat(1_000)), "protocol"),
                Arguments.of(
                        "has an endless first line", Answer.endless("HTTP/1.1 200 ", "O".repeat(1_000)), "protocol"),
                Arguments.of(
                        "has an endless chunk size",
                        Answer.endless(HEAD + "Transfer-Encoding: chunked\r\n\r\n1;", "x".repeat(1_000)),
                        "protocol"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("babble")
    void malformedResponses(String what, Answer answer, String cause) {
        TestTarget target = lab.target(request -> answer);

        Finished run = lab.run(target, manifest("5s")).failed();

        assertThat(run.tracked().errors(cause)).as(run.tracked().toString()).isEqualTo(REQUESTS);
        assertThat(target.received()).hasSize(REQUESTS);
    }

    static Stream<Arguments> hanging() {
        return Stream.of(
                Arguments.of("says nothing", Answer.silence()),
                Arguments.of("stops within its head", holding(HEAD + "X-A: b\r\n")),
                Arguments.of("stops within its body", holding(HEAD + "Content-Length: 10\r\n\r\nabc")),
                Arguments.of(
                        "continues for ever",
                        Answer.dripping("", "HTTP/1.1 100 Continue\r\n\r\n", Duration.ofMillis(5))),
                Arguments.of(
                        "has an endless body",
                        Answer.endless(
                                HEAD + "Transfer-Encoding: chunked\r\n\r\n", "400\r\n" + "x".repeat(1_024) + "\r\n")),
                Arguments.of("has a body without an end", Answer.endless(HEAD + "\r\n", "x".repeat(1_024))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hanging")
    void endlessResponse(String what, Answer answer) {
        TestTarget target = lab.target(request -> answer);

        Finished run = lab.run(target, manifest("300ms")).failed();

        // An endless response may also be refused before the timeout.
        assertThat(run.tracked().timeouts() + run.tracked().errors("protocol"))
                .as(run.tracked().toString())
                .isEqualTo(REQUESTS);
        assertThat(run.tracked().succeeded()).isZero();
    }

    @Test
    void deadTarget() {
        TestTarget target = lab.target();
        target.close();

        Finished run = lab.run(target, manifest("5s")).failed();

        assertThat(run.tracked().errors("connect")).isEqualTo(REQUESTS);
        assertThat(run.reason("p")).contains("connect");
    }

    @Test
    void targetDiesMidway() {
        TestTarget[] self = new TestTarget[1];
        self[0] = lab.target(request -> {
            if (request.path().equals("/last")) {
                return line -> {
                    Answer.ok().header("Connection", "close").write(line);
                    self[0].close();
                    return false;
                };
            }
            return Answer.ok();
        });

        Finished run = lab.run(self[0], """
                requests: [{name: first, path: /first}, {name: last, path: /last}]
                phases:
                - {name: a, request: first}
                - {name: b, request: last, maxFailures: 1}
                - {name: c, request: first}
                """).failed();

        assertThat(run.outcome("a")).isEqualTo("PASSED");
        assertThat(run.outcome("c")).isEqualTo("FAILED");
        assertThat(run.item("c").tracked().errors("connect")).isEqualTo(1);
    }

    @Test
    void bytesBehindResponse() {
        // The second request must not accept the stray response.
        TestTarget target = lab.target(request -> request.path().equals("/0")
                ? line -> {
                    line.write(
                            HEAD + "Content-Length: 2\r\n\r\nok" + "HTTP/1.1 500 Stray\r\nContent-Length: 0\r\n\r\n");
                    return true;
                }
                : Answer.ok());

        Finished run = lab.run(target, """
                requests: [{name: r, path: "/${iteration}"}]
                phases: [{name: p, iterations: 2, request: r}]
                """);

        assertThat(run.tracked().status(500)).isZero();
        assertThat(run.item("p[iter1]").tracked().succeeded()).isEqualTo(1);
    }

    @Test
    void compressedBomb() throws IOException {
        String bomb = gzip(64 << 20);
        TestTarget target = lab.target(request -> line -> {
            line.write(HEAD + "Content-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: "
                    + bomb.length() + "\r\n\r\n" + bomb);
            return true;
        });

        Finished run = lab.run(target, """
                requests:
                - {name: r, path: /, timeout: 5s, expect: {bodyContains: needle}, capture: [{name: c, jsonPointer: /a}]}
                phases: [{name: p, request: r, burst: {requests: 4}, save: {max: 1}, maxLateness: 10s}]
                """).failed();

        assertThat(run.tracked().succeeded()).isZero();
        assertThat(run.tracked().unexpected()).isEqualTo(4);
        assertThat(run.files()).allSatisfy(file -> assertThat(Files.size(file)).isLessThan(17 << 20));
    }

    @Test
    void hugeBodyIsDrained() {
        String block = "x".repeat(1 << 20);
        TestTarget target = lab.target(request -> line -> {
            line.write(HEAD + "Content-Length: " + (64 << 20) + "\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                line.write(block);
            }
            return true;
        });

        Finished run = lab.run(target, """
                requests: [{name: r, path: /, timeout: 20s, expect: {bodyContains: x}}]
                phases: [{name: p, iterations: 2, request: r}]
                """).passed();

        assertThat(run.tracked().succeeded()).isEqualTo(2);
        assertThat(target.connections()).isEqualTo(1);
    }

    private static Answer holding(String start) {
        return line -> {
            line.write(start);
            line.awaitClient();
            return false;
        };
    }

    private static String gzip(int zeros) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < zeros / block.length; i++) {
                out.write(block);
            }
        }
        return packed.toString(StandardCharsets.ISO_8859_1);
    }

    private static String manifest(String timeout) {
        return """
                requests: [{name: r, path: /, timeout: %s}]
                phases: [{name: p, request: r, burst: {requests: %d}, maxLateness: 10s}]
                """.formatted(timeout, REQUESTS);
    }
}
