package dev.loadtest.engine.run.signin;

import static dev.loadtest.engine.run.signin.TokenEndpoint.MILLI;
import static dev.loadtest.engine.run.signin.TokenEndpoint.SECOND;
import static dev.loadtest.engine.run.signin.TokenEndpoint.answer;
import static dev.loadtest.engine.run.signin.TokenEndpoint.granting;
import static dev.loadtest.engine.run.signin.TokenEndpoint.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is sent with which token, and what a 401 causes. The target is 5 ms away. */
class BearerTransportTest {
    private final List<String> received = new ArrayList<>();
    private final Set<String> revoked = new HashSet<>();
    private final List<String> ends = new ArrayList<>();
    private TokenEndpoint endpoint = new TokenEndpoint(granting(1_000));
    private Predicate<String> accepts = value -> !revoked.contains(value);

    private BearerTransport transport(int connections) {
        return new BearerTransport(
                new FakeTransport(endpoint.loop, connections, this::fate), endpoint.tokens, endpoint.loop);
    }

    private BearerTransport begun(int connections, IntFunction<Fate> answers) {
        endpoint = new TokenEndpoint(answers);
        BearerTransport made = transport(connections);
        endpoint.tokens.begin();
        endpoint.pass(10 * MILLI);
        return made;
    }

    /** Delays of the next answers in milliseconds; 5 beyond. */
    private final Queue<Long> delays = new ArrayDeque<>();

    private Fate fate(PreparedRequest request) {
        String value = request.headers().stream()
                .filter(header -> header.name().equals("Authorization"))
                .map(Field::value)
                .findFirst()
                .orElse("");
        received.add(value);
        long delay = delays.isEmpty() ? 5 : delays.remove();
        return new Answer(delay * MILLI, accepts.test(value) ? 200 : 401, "");
    }

    private static PreparedRequest get(Field... headers) {
        return new PreparedRequest("GET", "/", List.of(headers), new PreparedRequest.Empty(), 0);
    }

    private Transport.Listener listener() {
        return new Transport.Listener() {
            @Override
            public void completed(Transport.Response response) {
                ends.add(String.valueOf(response.status()));
            }

            @Override
            public void failed(ErrorCause cause, String detail) {
                ends.add(cause.label() + ": " + detail);
            }
        };
    }

    @Test
    void requestsCarryTheToken() {
        BearerTransport transport = begun(10, granting(100));
        PreparedRequest request = get();
        transport.send(request, 0, listener());
        transport.send(request.withTarget("/other"), 0, listener());
        endpoint.pass(100 * SECOND);
        transport.send(request, 0, listener());
        endpoint.pass(SECOND);

        assertThat(received).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
        assertThat(ends).containsOnly("200");
    }

    @Test
    void equalRequestsShareTheirEncoding() {
        PreparedRequest request = get();
        PreparedRequest one = request.authorized("Bearer t1");
        assertThat(request.authorized("Bearer t1")).isSameAs(one);
        assertThat(request.withTarget("/x").authorized("Bearer t1").origin()).isSameAs(one);
        assertThat(request.authorized("Bearer t2").headers()).containsExactly(new Field("Authorization", "Bearer t2"));
    }

    @Test
    void aHeaderOfItsOwnIsLeftAlone() {
        BearerTransport transport = begun(10, granting(100));
        revoked.add("mine");
        transport.send(get(new Field("Authorization", "mine")), 0, listener());
        endpoint.pass(SECOND);

        assertThat(received).containsExactly("mine");
        assertThat(ends).containsExactly("401");
        assertThat(endpoint.requests).hasSize(1);
    }

    @Test
    void a401IsSentOnceMoreWithAnotherToken() {
        BearerTransport transport = begun(1, granting(1_000));
        endpoint.pass(5 * SECOND);
        revoked.add("Bearer t1");
        transport.send(get(), 0, listener());
        endpoint.pass(15 * MILLI);
        assertThat(transport.available()).as("its connection is kept for it").isZero();
        endpoint.pass(SECOND);

        assertThat(received).containsExactly("Bearer t1", "Bearer t2");
        assertThat(ends).containsExactly("200");
        assertThat(transport.available()).isOne();
    }

    /** Although another request was accepted with the new token, which could be replaced again. */
    @Test
    void aRequestIsSentOnceMoreAtMost() {
        BearerTransport transport = begun(10, granting(1_000));
        endpoint.pass(5 * SECOND);
        accepts = value -> !value.equals("Bearer t1") && received.size() != 2;
        delays.addAll(List.of(5L, 100L, 5L));
        transport.send(get(), 0, listener());
        endpoint.pass(50 * MILLI);
        transport.send(get(), 0, listener());
        endpoint.pass(20 * SECOND);

        assertThat(received).containsExactly("Bearer t1", "Bearer t2", "Bearer t2");
        assertThat(ends).containsExactly("200", "401");
    }

    @Test
    void requestsRefusedTogetherShareOneNewToken() {
        BearerTransport transport = begun(100, granting(1_000));
        endpoint.pass(5 * SECOND);
        revoked.add("Bearer t1");
        for (int i = 0; i < 50; i++) {
            transport.send(get(), 0, listener());
            endpoint.pass(MILLI / 10);
        }
        endpoint.pass(SECOND);

        assertThat(ends).hasSize(50).containsOnly("200");
        assertThat(endpoint.requests).hasSize(2);
    }

    @Test
    void aTokenRevokedAtOnceIsReplacedASecondAfterItsRequest() {
        BearerTransport transport = begun(10, granting(1_000));
        transport.send(get(), 0, listener());
        endpoint.pass(5 * MILLI);
        revoked.add("Bearer t1");
        transport.send(get(), 0, listener());
        endpoint.pass(2 * SECOND);

        assertThat(ends).containsExactly("200", "200");
        assertThat(endpoint.instants.get(1) - endpoint.instants.get(0)).isEqualTo(SECOND);
    }

    @Test
    void aTargetThatRefusesEveryTokenCausesNoFlood() {
        BearerTransport transport = begun(1_000, granting(1_000));
        accepts = value -> false;
        endpoint.pass(5 * SECOND);
        int before = endpoint.requests.size();
        for (int i = 0; i < 3_000; i++) {
            transport.send(get(), 0, listener());
            endpoint.pass(MILLI);
        }
        endpoint.pass(SECOND);

        assertThat(ends).hasSize(3_000).containsOnly("401");
        assertThat(endpoint.requests.size() - before).as("once a second").isBetween(3, 5);
        assertThat(received.size()).as("each at most twice").isLessThan(3_200);
    }

    @Test
    void withoutATokenRequestsFailUntilThereIsOne() {
        endpoint = new TokenEndpoint(number -> number == 1 ? answer(503, "") : token(number, 1_000));
        BearerTransport transport = transport(1);
        endpoint.tokens.begin();
        transport.send(get(), 0, listener());
        assertThat(transport.available()).isZero();
        endpoint.pass(10 * MILLI);
        assertThat(ends).containsExactly("auth: no token from https://idp/token: it answered 503");
        assertThat(transport.available()).isOne();

        transport.send(get(), 0, listener());
        assertThat(ends).as("never during the call").hasSize(1);
        endpoint.pass(0);
        assertThat(ends).hasSize(2);
        endpoint.pass(SECOND);
        transport.send(get(), 0, listener());
        endpoint.pass(SECOND);
        assertThat(ends).last().isEqualTo("200");
        assertThat(received).containsExactly("Bearer t2");
    }

    @Test
    void a401WithoutAnotherTokenIsAnErrorOfCauseAuth() {
        BearerTransport transport = begun(1, number -> number == 1 ? token(1, 1_000) : answer(500, ""));
        endpoint.pass(5 * SECOND);
        revoked.add("Bearer t1");
        transport.send(get(), 0, listener());
        endpoint.pass(SECOND);

        assertThat(ends).containsExactly("auth: status 401, and no token from https://idp/token: it answered 500");
        assertThat(received).hasSize(1);
    }

    @Test
    void aCancelledWaitFreesItsConnection() {
        endpoint = new TokenEndpoint(number -> token(number, 1_000));
        BearerTransport transport = transport(1);
        List<String> told = new ArrayList<>();
        transport.onAvailable(() -> told.add("available"));
        Transport.Exchange exchange = transport.send(get(), 0, listener());
        endpoint.pass(MILLI);
        assertThat(transport.available()).isZero();

        exchange.cancel();
        endpoint.pass(SECOND);
        assertThat(transport.available()).isOne();
        assertThat(told).isNotEmpty();
        assertThat(ends).isEmpty();
        assertThat(received).isEmpty();
    }

    /** The transport below has a free connection all the time, and so tells nothing. */
    @Test
    void aConnectionThatIsFreedWhileAnotherIsKeptIsTold() {
        BearerTransport transport = begun(2, number -> number == 1 ? token(1, 1_000) : new Silence());
        endpoint.pass(5 * SECOND);
        List<Integer> told = new ArrayList<>();
        transport.onAvailable(() -> told.add(transport.available()));
        revoked.add("Bearer t1");
        transport.send(get(), 0, listener());
        endpoint.pass(MILLI);
        transport.send(get(new Field("Authorization", "mine")), 0, listener());
        endpoint.pass(4 * MILLI);
        assertThat(transport.available()).as("one waits, one is in flight").isZero();
        told.clear();

        endpoint.pass(MILLI);
        assertThat(ends).containsExactly("200");
        assertThat(told).contains(1);
    }

    @Test
    void theSecondSendingWaitsForItsTurn() {
        BearerTransport transport = begun(1, granting(1_000));
        endpoint.pass(5 * SECOND);
        revoked.add("Bearer t1");
        List<Runnable> held = new ArrayList<>();
        Transport.Listener plain = listener();
        transport.send(get(), 0, new Transport.Listener() {
            @Override
            public void again(Runnable send) {
                held.add(send);
            }

            @Override
            public void completed(Transport.Response response) {
                plain.completed(response);
            }

            @Override
            public void failed(ErrorCause cause, String detail) {
                plain.failed(cause, detail);
            }
        });
        endpoint.pass(SECOND);
        assertThat(received).hasSize(1);
        assertThat(transport.available()).isZero();

        held.getFirst().run();
        endpoint.pass(SECOND);
        assertThat(ends).containsExactly("200");
    }
}
