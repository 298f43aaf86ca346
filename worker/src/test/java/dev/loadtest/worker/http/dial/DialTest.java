package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialTest {
    private static final Origin ORIGIN = new Origin(true, "plots", 443);
    private static final InetSocketAddress ONE = new InetSocketAddress(443);
    private static final InetSocketAddress TWO = new InetSocketAddress(444);

    private final VirtualLoop loop = new VirtualLoop();
    private final List<String> told = new ArrayList<>();

    private final class Asker implements Dial.Owner<String> {
        @Override
        public void connected(String connection, long nanos) {
            told.add(connection);
        }

        @Override
        public void failed(Failure failure) {
            told.add(failure.errorCause() + ": " + failure.detail());
        }
    }

    private Dial<String> dial(Dial.Resolver resolver, Dial.Opener<String> opener) {
        return new Dial<>(loop, resolver, ORIGIN, opener, new Asker());
    }

    private static Runnable hang() {
        return () -> {};
    }

    private void runToTheDeadline() {
        loop.runUntil(loop.nanos() + TimeUnit.SECONDS.toNanos(Dial.TIMEOUT_SECONDS));
    }

    @Test
    void hangingNameIsDnsTimeout() {
        dial((origin, found) -> {}, (address, opened) -> hang());
        runToTheDeadline();
        assertThat(told).containsExactly(ErrorCause.DNS + ": the name did not resolve within 10 s");
    }

    @Test
    void hangingAddressIsConnectTimeout() {
        dial((origin, found) -> found.addresses(List.of(ONE, TWO), true), (address, opened) -> hang());
        runToTheDeadline();
        assertThat(told).containsExactly(ErrorCause.CONNECT + ": no connection within 10 s");
    }

    @Test
    void hangingHandshakeIsTlsTimeout() {
        dial((origin, found) -> found.addresses(List.of(ONE), true), (address, opened) -> {
            opened.reached();
            return hang();
        });
        runToTheDeadline();
        assertThat(told).containsExactly(ErrorCause.TLS + ": the handshake did not end within 10 s");
    }

    /** The failure of an address that answered is more specific than a timeout. */
    @Test
    void timeoutNamesFurthestStep() {
        Failure refused = new Failure(ErrorCause.CONNECT, "refused");
        dial((origin, found) -> found.addresses(List.of(ONE, TWO), true), (address, opened) -> {
            if (address == ONE) {
                opened.failed(refused);
            }
            return hang();
        });
        runToTheDeadline();
        dial((origin, found) -> found.addresses(List.of(ONE, TWO), true), (address, opened) -> {
            if (address == ONE) {
                opened.failed(refused);
            } else {
                opened.reached();
            }
            return hang();
        });
        runToTheDeadline();
        assertThat(told)
                .containsExactly(
                        ErrorCause.CONNECT + ": refused", ErrorCause.TLS + ": the handshake did not end within 10 s");
    }

    @Test
    void cancelledCallerGetsNoCallback() {
        List<String> givenUp = new ArrayList<>();
        Dial<String> dial = dial((origin, found) -> found.addresses(List.of(ONE), true), (address, opened) -> {
            opened.reached();
            return () -> givenUp.add("given up");
        });
        loop.runUntil(loop.nanos() + 1);
        dial.cancel();
        runToTheDeadline();
        assertThat(told).isEmpty();
        assertThat(givenUp).hasSize(1);
    }

    /** Attempts in the order of their beginning; the test ends them. */
    private final class Attempts implements Dial.Opener<String> {
        private final List<Dial.Opened<String>> open = new ArrayList<>();
        private final List<Integer> givenUp = new ArrayList<>();

        @Override
        public Runnable open(InetSocketAddress address, Dial.Opened<String> opened) {
            int number = open.size();
            open.add(opened);
            return () -> givenUp.add(number);
        }
    }

    private static final Failure REFUSED = new Failure(ErrorCause.CONNECT, "refused");

    private final Attempts attempts = new Attempts();

    private void dialTwo() {
        dial((origin, found) -> found.addresses(List.of(ONE, TWO), true), attempts);
        pass(Duration.ofNanos(1));
    }

    private void pass(Duration time) {
        loop.runUntil(loop.nanos() + time.toNanos());
    }

    @Nested
    class SeveralAddresses {

        @Test
        void nextIsTriedBesideSilent() {
            dialTwo();
            pass(Duration.ofMillis(249));
            assertThat(attempts.open).hasSize(1);
            pass(Duration.ofMillis(1));
            assertThat(attempts.open).hasSize(2);

            attempts.open.get(1).connected("second");

            assertThat(told).containsExactly("second");
            assertThat(attempts.givenUp).containsExactly(0);
        }

        @Test
        void failureStartsNextAtOnce() {
            dialTwo();
            attempts.open.getFirst().failed(REFUSED);
            pass(Duration.ofNanos(1));
            assertThat(attempts.open).hasSize(2);
            attempts.open.get(1).connected("second");
            assertThat(told).containsExactly("second");
            assertThat(attempts.givenUp).isEmpty();
        }

        @Test
        void firstMayStillWin() {
            dialTwo();
            pass(Duration.ofMillis(300));
            attempts.open.getFirst().connected("first");
            assertThat(told).containsExactly("first");
            assertThat(attempts.givenUp).containsExactly(1);
        }

        /** A slow handshake is the target's: no other address is asked beside it. */
        @Test
        void reachedAddressIsKept() {
            dialTwo();
            pass(Duration.ofMillis(300));
            attempts.open.get(1).reached();
            assertThat(attempts.givenUp).containsExactly(0);
            attempts.open.get(1).failed(new Failure(ErrorCause.TLS, "expired"));
            pass(Duration.ofNanos(1));
            assertThat(told).containsExactly(ErrorCause.TLS + ": expired");
        }

        /** The first address's failure counts, unless this machine's own limit was hit. */
        @ParameterizedTest
        @CsvSource({"CONNECT, unreachable, CONNECT: refused", "GENERATOR, out of ports, GENERATOR: out of ports"})
        void reasonWhenAllFail(ErrorCause second, String detail, String reason) {
            dialTwo();
            attempts.open.getFirst().failed(REFUSED);
            pass(Duration.ofNanos(1));
            attempts.open.get(1).failed(new Failure(second, detail));
            pass(Duration.ofNanos(1));
            assertThat(told).containsExactly(reason);
        }

        /** The first address has failed, and others may still be found. */
        private Dial.Found firstFailed() {
            List<Dial.Found> found = new ArrayList<>();
            dial(
                    (origin, later) -> {
                        found.add(later);
                        later.addresses(List.of(ONE), false);
                    },
                    attempts);
            pass(Duration.ofNanos(1));
            attempts.open.getFirst().failed(REFUSED);
            pass(Duration.ofSeconds(1));
            return found.getFirst();
        }

        @Test
        void addressResolvedLater() {
            Dial.Found later = firstFailed();
            assertThat(told).isEmpty();

            later.addresses(List.of(TWO), true);
            assertThat(attempts.open).hasSize(2);
            attempts.open.get(1).connected("second");

            assertThat(told).containsExactly("second");
        }

        @Test
        void onlyAddressFailed() {
            Dial.Found later = firstFailed();
            later.addresses(List.of(), true);
            assertThat(told).containsExactly(ErrorCause.CONNECT + ": refused");
        }
    }
}
