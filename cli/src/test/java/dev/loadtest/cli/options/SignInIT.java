package dev.loadtest.cli.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth2 client credentials against a token endpoint and an API of the test. */
class SignInIT {
    private static final String SECRET = "cl13nt-s3cret/+";
    private static final String TOKEN = "t0ken-number-";

    @RegisterExtension
    final Lab lab = new Lab();

    private final AtomicInteger tokens = new AtomicInteger();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    private TestTarget endpoint() {
        return lab.target(request -> Answer.ok()
                .body(
                        "application/json",
                        "{\"access_token\": \"" + TOKEN + tokens.incrementAndGet()
                                + "\", \"token_type\": \"Bearer\", \"expires_in\": 3600}"));
    }

    private String manifest(TestTarget target, TestTarget endpoint, String protocol) {
        return """
                target:
                  url: "%s"
                  protocol: %s
                  auth: {oauth2: {tokenUrl: "%s/token", clientId: me, clientSecret: {secretKeyRef: {name: idp, key: secret}}, scopes: [a, b], audience: shop}}
                """.formatted(target.url(), protocol, endpoint.url());
    }

    private String[] ref() {
        return new String[] {"--ref", "secret/idp/secret=" + lab.file("secret", SECRET + "\n")};
    }

    @Test
    void requestsCarryTheTokenAndNothingWritesIt() throws IOException {
        TestTarget endpoint = endpoint();
        TestTarget target = lab.target(request -> Answer.status(request.path().equals("/bad") ? 500 : 200)
                .body("text/plain", request.header("Authorization") + " " + SECRET));
        Finished run = lab.run(manifest(target, endpoint, "HTTP1") + """
                requests:
                - {name: r, path: /r, capture: [{name: heard, header: X-None}]}
                - {name: bad, path: /bad}
                phases: [{name: a, request: r, burst: {requests: 5}, save: {max: 5}}, {name: b, request: bad}]
                """, ref()).failed();

        assertThat(target.received("/r")).hasSize(5).allMatch(request -> request.header("Authorization")
                .equals("Bearer " + TOKEN + 1));
        Received asked = endpoint.received("/token").getFirst();
        assertThat(asked.header("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:cl13nt-s3cret%2F%2B".getBytes(UTF_8)));
        assertThat(endpoint.received()).hasSize(1);
        assertThat(run.results().path("notes").toString()).contains("Workers asked for tokens 1 time;");
        assertThat(run.totals().sent()).isEqualTo(6);
        assertThat(run.everythingWritten()).contains("***").doesNotContain(SECRET, TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aRefusedTokenIsReplacedAndTheRequestSentOnceMore(String method) {
        TestTarget endpoint = endpoint();
        // Every token is refused from its third request on.
        AtomicInteger requests = new AtomicInteger();
        TestTarget target = lab.target(request -> {
            String value = request.header("Authorization");
            if (revoked.contains(value)) {
                return Answer.status(401);
            }
            if (requests.incrementAndGet() % 2 == 0) {
                revoked.add(value);
            }
            return Answer.ok();
        });
        String body = method.equals("POST") ? ", body: {text: hello}" : "";
        Finished run = lab.run(manifest(target, endpoint, "HTTP1") + """
                requests: [{name: r, method: %s, path: /r%s}]
                phases: [{name: a, request: r, iterations: 4}]
                """.formatted(method, body), ref())
                .passed();

        assertThat(run.tracked().succeeded()).isEqualTo(4);
        assertThat(target.received()).as("one of them twice").hasSize(5);
        assertThat(endpoint.received()).hasSize(2);
        if (method.equals("POST")) {
            assertThat(target.received()).allMatch(request -> request.text().equals("hello"));
        }
    }

    @Test
    void withoutATokenNothingIsSent() {
        TestTarget endpoint = lab.target(request -> Answer.status(401)
                .body(
                        "application/json",
                        "{\"error\": \"invalid_client\", \"error_description\": \"" + SECRET + "\"}"));
        TestTarget target = lab.target();
        InProcess run = lab.execute(
                "run",
                manifest(target, endpoint, "HTTP1")
                        + "requests: [{name: r, path: /r}]\nphases: [{name: a, request: r}]",
                ref());

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("no token from " + endpoint.url() + "/token: it answered 401 (invalid_client)")
                .doesNotContain(SECRET);
        assertThat(target.connections()).isZero();
    }

    @Test
    void noNewTokenInMidRunIsAnErrorOfCauseAuth() {
        TestTarget endpoint = lab.target(request -> tokens.incrementAndGet() == 1
                ? Answer.ok().body("application/json", "{\"access_token\": \"" + TOKEN + "1\"}")
                : Answer.status(503));
        TestTarget target = lab.target(request -> Answer.status(request.path().equals("/ok") ? 200 : 401));
        Finished run = lab.run(manifest(target, endpoint, "HTTP1") + """
                requests: [{name: ok, path: /ok}, {name: refused, path: /refused}]
                phases: [{name: a, request: ok}, {name: b, request: refused}]
                """, ref()).failed();

        assertThat(run.outcome("a")).isEqualTo("PASSED");
        assertThat(run.totals()
                        .request("refused")
                        .tracked()
                        .json()
                        .at("/errors/auth")
                        .asLong())
                .isOne();
        assertThat(run.reason("b")).contains("status 401, and no token from", "it answered 503");
        assertThat(run.results().path("notes").toString()).contains("Workers asked for tokens ", " of them in vain");
    }

    @Test
    void aMissingSecretIsReportedAtItsField() {
        TestTarget endpoint = endpoint();
        TestTarget target = lab.target();
        InProcess run = lab.execute(
                "run",
                manifest(target, endpoint, "HTTP1")
                        + "requests: [{name: r, path: /r}]\nphases: [{name: a, request: r}]");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("spec.target.auth.oauth2.clientSecret.secretKeyRef: no file is given for secret/idp/secret");
        assertThat(endpoint.connections()).isZero();
    }
}
