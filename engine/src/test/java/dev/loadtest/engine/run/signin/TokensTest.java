package dev.loadtest.engine.run.signin;

import static dev.loadtest.engine.run.signin.TokenEndpoint.MILLI;
import static dev.loadtest.engine.run.signin.TokenEndpoint.SECOND;
import static dev.loadtest.engine.run.signin.TokenEndpoint.answer;
import static dev.loadtest.engine.run.signin.TokenEndpoint.granting;
import static dev.loadtest.engine.run.signin.TokenEndpoint.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When tokens are fetched, and what becomes of bad answers. */
class TokensTest {

    /** Records the outcomes that are reported to it. */
    private static final class Told implements Tokens.Waiter {
        private final List<String> all = new ArrayList<>();

        @Override
        public void granted(String value) {
            all.add(value);
        }

        @Override
        public void refused(String why) {
            all.add(why);
        }
    }

    private static TokenEndpoint begun(TokenEndpoint endpoint) {
        endpoint.tokens.begin();
        endpoint.pass(10 * MILLI);
        return endpoint;
    }

    @Nested
    class First {
        @Test
        void isAskedForAsTheStandardSays() {
            TokenEndpoint endpoint = begun(new TokenEndpoint(granting(100), List.of("read", "write all"), "shop&co"));

            PreparedRequest request = endpoint.requests.getFirst();
            assertThat(request.method() + " " + request.target()).isEqualTo("POST /token");
            String pair = "load+test:s3cret%26%3F";
            assertThat(request.headers())
                    .contains(new PreparedRequest.Field(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII))));
            PreparedRequest.Bytes body = (PreparedRequest.Bytes) request.content();
            assertThat(body.contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(new String(body.bytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("grant_type=client_credentials&scope=read+write+all&audience=shop%26co");
        }

        @Test
        void makesReady() {
            TokenEndpoint endpoint = new TokenEndpoint(granting(100));
            endpoint.tokens.begin();
            assertThat(endpoint.tokens.lack()).isEqualTo("no token from https://idp/token yet");
            assertThat(endpoint.tokens.ready().toCompletableFuture()).isNotDone();

            endpoint.pass(10 * MILLI);
            assertThat(endpoint.tokens.lack()).isEmpty();
            assertThat(endpoint.tokens.ready().toCompletableFuture()).isCompleted();
            assertThat(endpoint.tokens.current()).isEqualTo("Bearer t1");
        }

        @Test
        void isAskedForUntilThereIsOneWithGrowingPauses() {
            TokenEndpoint endpoint =
                    begun(new TokenEndpoint(number -> number < 8 ? answer(503, "") : token(number, 100)));
            assertThat(endpoint.tokens.tried().toCompletableFuture()).isCompleted();
            assertThat(endpoint.tokens.ready().toCompletableFuture()).isNotDone();
            assertThat(endpoint.tokens.lack()).isEqualTo("no token from https://idp/token: it answered 503");

            endpoint.pass(100 * SECOND);
            assertThat(endpoint.tokens.ready().toCompletableFuture()).isCompleted();
            List<Long> pauses = IntStream.range(1, 8)
                    .mapToObj(i -> (endpoint.instants.get(i) - endpoint.instants.get(i - 1)) / SECOND)
                    .toList();
            assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
            assertThat(endpoint.tokens.requests()).isEqualTo(new TokenRequests(8, 7));
        }
    }

    @Nested
    class Renewal {
        @Test
        void isAtFourFifthsOfTheLife() {
            TokenEndpoint endpoint = begun(new TokenEndpoint(granting(100)));
            endpoint.pass(80 * SECOND - 1);
            assertThat(endpoint.requests).hasSize(1);
            endpoint.pass(1);
            assertThat(endpoint.requests).hasSize(2);
            assertThat(endpoint.tokens.current())
                    .as("until the next one is there")
                    .isEqualTo("Bearer t1");
            endpoint.pass(10 * MILLI);
            assertThat(endpoint.tokens.current()).isEqualTo("Bearer t2");
        }

        @Test
        void isNotForATokenWithoutAnEnd() {
            TokenEndpoint endpoint = begun(new TokenEndpoint(number -> answer(200, "/access_token=for-ever")));
            endpoint.pass(1_000_000 * SECOND);
            assertThat(endpoint.requests).hasSize(1);
            assertThat(endpoint.tokens.current()).isEqualTo("Bearer for-ever");
        }

        @Test
        void isAtMostOnceASecond() {
            TokenEndpoint endpoint =
                    begun(new TokenEndpoint(number -> answer(200, "/access_token=t\n/expires_in=0.01")));
            endpoint.pass(10 * SECOND);
            assertThat(endpoint.requests).hasSize(11);
        }

        @Test
        void thatFailsLeavesTheTokenToItsEnd() {
            TokenEndpoint endpoint = begun(new TokenEndpoint(number -> number == 1 ? token(1, 10) : answer(500, "")));
            endpoint.pass(10 * SECOND - 1);
            assertThat(endpoint.tokens.current()).isEqualTo("Bearer t1");
            assertThat(endpoint.tokens.lack()).as("it was ready").isEmpty();

            endpoint.pass(1);
            assertThat(endpoint.tokens.current()).isNull();
            Told told = new Told();
            endpoint.tokens.await(told);
            assertThat(told.all).containsExactly("no token from https://idp/token: it answered 500");
        }

        @Test
        void afterTheEndOfOneTheNextIsWaitedFor() {
            TokenEndpoint endpoint =
                    begun(new TokenEndpoint(number -> number == 2 ? new Silence() : token(number, 10)));
            endpoint.pass(10 * SECOND);
            Told told = new Told();
            endpoint.tokens.await(told);
            endpoint.pass(8 * SECOND);
            assertThat(told.all).containsExactly("no token from https://idp/token: no answer within 10s");
            endpoint.pass(2 * SECOND);
            assertThat(endpoint.tokens.current()).isEqualTo("Bearer t3");
        }

        @Test
        void endsWithTheRun() {
            TokenEndpoint endpoint = begun(new TokenEndpoint(granting(10)));
            endpoint.tokens.close();
            endpoint.pass(100 * SECOND);
            assertThat(endpoint.requests).hasSize(1);
        }
    }

    @Nested
    class BadAnswers {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                401 | /error=invalid_client                          | it answered 401 (invalid_client)
                400 | /error=s3cret&?                                | it answered 400
                302 | /access_token=t                                | it answered 302
                200 | hello                                          | its answer holds no access_token
                200 | /access_token=a b                              | no header can carry its access_token
                200 | /access_token=t;/token_type=mac                | its token is of another type than Bearer
                200 | /access_token=t;/expires_in=0                  | its expires_in is no number of seconds above 0
                200 | /access_token=t;/expires_in=-5                 | its expires_in is no number of seconds above 0
                200 | /access_token=t;/expires_in=s3cret&?           | its expires_in is no number of seconds above 0
                """)
        void haveAReasonWithoutTheEndpointsTexts(int status, String body, String reason) {
            TokenEndpoint endpoint = begun(new TokenEndpoint(number -> answer(status, body.replace(';', '\n'))));
            assertThat(endpoint.tokens.lack()).isEqualTo("no token from https://idp/token: " + reason);
        }

        @Test
        void failuresOfTheConnectionHaveTheirCause() {
            TokenEndpoint endpoint = begun(
                    new TokenEndpoint(number -> new Failure(10 * MILLI, ErrorCause.DENIED, "10.0.0.1 is not allowed")));
            assertThat(endpoint.tokens.lack())
                    .isEqualTo("no token from https://idp/token: denied: 10.0.0.1 is not allowed");
        }

        @Test
        void failuresThatRepeatTheSecretAreMasked() {
            TokenEndpoint endpoint = begun(new TokenEndpoint(
                    number -> new Failure(10 * MILLI, ErrorCause.PROTOCOL, "the head is " + TokenEndpoint.SECRET)));
            assertThat(endpoint.tokens.lack()).isEqualTo("no token from https://idp/token: protocol: the head is ***");
        }

        @Test
        void aLifeBeyondAllBoundsIsAYear() {
            TokenEndpoint endpoint =
                    begun(new TokenEndpoint(number -> answer(200, "/access_token=t\n/expires_in=1e999")));
            assertThat(endpoint.tokens.current()).isEqualTo("Bearer t");
        }
    }

    @Test
    void credentialsArePassedOnBeforeTheirUse() {
        TokenEndpoint endpoint = new TokenEndpoint(granting(10));
        List<String> told = new ArrayList<>();
        endpoint.tokens.onCredentials(told::add);
        assertThat(told).hasSize(2).contains(TokenEndpoint.SECRET);
        begun(endpoint);
        endpoint.pass(8 * SECOND + 10 * MILLI);
        assertThat(told).endsWith("Bearer t1", "Bearer t2");

        List<String> later = new ArrayList<>();
        endpoint.tokens.onCredentials(later::add);
        assertThat(later).contains(TokenEndpoint.SECRET, "Bearer t2");
    }
}
