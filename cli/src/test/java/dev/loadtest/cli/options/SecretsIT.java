package dev.loadtest.cli.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers from a {@code secretKeyRef}: sent, and never written. */
class SecretsIT {
    private static final String SECRET = "t0p-s3cr3t-value";

    @RegisterExtension
    final Lab lab = new Lab();

    private String manifest(TestTarget target) {
        return "target: {url: \"" + target.url() + """
                ", headers: [{name: Authorization, valueFrom: {secretKeyRef: {name: plots, key: token}}}]}
                requests:
                - {name: r, path: /, expect: {status: [200]}}
                - {name: own, path: /own, headers: [{name: X-Key, valueFrom: {secretKeyRef: {name: plots, key: other}}}]}
                phases: [{name: a, request: r, save: {max: 1}}, {name: b, request: own}]
                """;
    }

    @Test
    void sentAndNeverWritten() throws IOException {
        TestTarget target = lab.target(request -> Answer.status(request.path().equals("/own") ? 500 : 200));
        String token = lab.file("token", "Bearer " + SECRET + "\n").toString();
        String other = lab.file("other", SECRET).toString();

        Finished run = lab.run(
                        manifest(target),
                        "--ref",
                        "secret/plots/token=" + token,
                        "--ref",
                        "secret/plots/other=" + other)
                .failed();

        assertThat(target.received()).hasSize(2).allMatch(request -> request.header("Authorization")
                .equals("Bearer " + SECRET));
        assertThat(target.received("/own").getFirst().header("X-Key")).isEqualTo(SECRET);
        assertThat(run.everythingWritten()).contains("results.json").doesNotContain(SECRET);
    }

    /** A mask reads what is written: the text, not its compressed form. */
    @Test
    void maskedInCompressedBody() throws IOException {
        TestTarget target = lab.target(request ->
                Answer.text("you sent " + request.header("Authorization")).gzipped());
        String token = lab.file("token", "Bearer " + SECRET + "\n").toString();

        Finished run = lab.run(
                        manifest(target),
                        "--ref",
                        "secret/plots/token=" + token,
                        "--ref",
                        "secret/plots/other=" + token)
                .passed();

        assertThat(run.folder().resolve("samples/a/all/0.txt")).hasContent("you sent ***");
        assertThat(run.everythingWritten()).doesNotContain(SECRET);
    }

    @Test
    void passwordIsSentNotWritten() throws IOException {
        TestTarget target = lab.target(request -> Answer.status(request.path().equals("/own") ? 500 : 200)
                .body("text/plain", request.header("Authorization")));
        String user = lab.file("username", "l\u00f6ad\n").toString();
        String password = lab.file("password", SECRET + "\n").toString();

        Finished run = lab.run(
                        "target: {url: \"" + target.url() + "\", auth: {basic: {secretRef: {name: login}}}}\n" + """
                        requests:
                        - {name: r, path: /}
                        - {name: own, path: /own, headers: [{name: Authorization, value: Bearer mine}]}
                        phases: [{name: a, request: r, save: {max: 1}}, {name: b, request: own}]
                        """,
                        "--ref",
                        "secret/login/username=" + user,
                        "--ref",
                        "secret/login/password=" + password)
                .failed();

        String credentials = Base64.getEncoder().encodeToString(("l\u00f6ad:" + SECRET).getBytes(UTF_8));
        assertThat(target.received("/").getFirst().header("Authorization")).isEqualTo("Basic " + credentials);
        assertThat(target.received("/own").getFirst().header("Authorization")).isEqualTo("Bearer mine");
        assertThat(run.everythingWritten()).contains("***").doesNotContain(SECRET, credentials);
    }

    @Test
    void invalidCredentialsAreRefusedByField() {
        TestTarget target = lab.target();
        InProcess refused = lab.execute(
                "run",
                "target: {url: \"" + target.url() + "\", auth: {basic: {secretRef: {name: login}}}}\n"
                        + "requests: [{name: r, path: /}]\nphases: [{name: p, request: r}]",
                "--ref",
                "secret/login/username=" + lab.file("username", "a:b"));
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("spec.target.auth.basic.secretRef: --ref secret/login/username=", "it holds a colon")
                .contains("spec.target.auth.basic.secretRef: no file is given for secret/login/password");
        assertThat(target.connections()).isZero();
    }

    /** A target that echoes secrets: in bodies, in captured values, in malformed responses. */
    @Test
    void echoedSecretIsMasked() throws IOException {
        // Not of digits alone: a seed or a time may hold any of those.
        String code = "once-471147";
        TestTarget target = lab.target(request -> switch (request.path()) {
            case "/login" -> Answer.ok().body("application/json", "{\"code\": \"" + code + "\"}");
            case "/broken" -> Answer.raw("HTTP/1.1 " + request.header("Authorization") + "\r\n\r\n");
            default ->
                Answer.ok()
                        .body(
                                "application/json",
                                "{\"echo\": \"" + request.header("Authorization") + "\", \"query\": \""
                                        + request.query("code") + "\", \"again\": \""
                                        + Base64.getEncoder()
                                                .encodeToString(request.header("Authorization")
                                                        .getBytes(UTF_8))
                                        + "\"}");
        });
        String token = lab.file("token", "Bearer " + SECRET + "\n").toString();

        Finished run = lab.run("target: {url: \"" + target.url() + """
                ", headers: [{name: Authorization, valueFrom: {secretKeyRef: {name: plots, key: token}}}]}
                requests:
                - {name: login, path: /login, capture: [{name: code, jsonPointer: /code, sensitive: true}]}
                - {name: echo, path: /echo, query: {code: "${code}"}, values: {code: {captured: code}}, capture: [{name: heard, jsonPointer: /echo}]}
                - {name: heard, path: /heard, query: {code: "${heard}"}, values: {heard: {captured: heard}}}
                - {name: broken, path: /broken}
                phases:
                - {name: login, request: login}
                - {name: echo, needs: [login], request: echo, save: {max: 1}}
                - {name: heard, needs: [echo], request: heard, save: {max: 1}}
                - {name: broken, request: broken}
                """, "--ref", "secret/plots/token=" + token)
                .failed();

        assertThat(target.received("/heard").getFirst().query("code")).contains(SECRET);
        String written = run.everythingWritten();
        assertThat(written)
                .contains("\"echo\": \"***\", \"query\": \"***\"")
                .doesNotContain(SECRET, code)
                .doesNotContain(Base64.getEncoder()
                        .encodeToString(SECRET.getBytes(UTF_8))
                        .substring(0, 16));
    }

    @Test
    void missingFileSendsNothing() {
        TestTarget target = lab.target();
        String token = lab.file("token", SECRET).toString();

        InProcess run = lab.execute("run", manifest(target), "--ref", "secret/plots/token=" + token);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("spec.requests[1].headers[0].valueFrom.secretKeyRef")
                .contains("--ref secret/plots/other=FILE")
                .doesNotContain(SECRET);
        assertThat(target.received()).isEmpty();
    }

    /** Removing the invalid characters would send another value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pa\u20acss",
                "\u0141\u00f3d\u017a",
                "two\nlines",
                "a\rb",
                "nul\u0000",
                "del\u007f",
                "\ud83d\ude00"
            })
    void invalidHeaderValueIsRefused(String secret) {
        TestTarget target = lab.target();
        String token = lab.file("token", secret).toString();
        String other = lab.file("other", SECRET).toString();

        InProcess run = lab.execute(
                "run",
                manifest(target),
                "--ref",
                "secret/plots/token=" + token,
                "--ref",
                "secret/plots/other=" + other);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("spec.target.headers[0].valueFrom.secretKeyRef", "secret/plots/token", "it holds ")
                .doesNotContain(secret);
        assertThat(target.received()).isEmpty();
    }
}
