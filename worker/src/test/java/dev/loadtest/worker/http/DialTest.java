package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.ErrorCause;
import dev.loadtest.engine.run.VirtualLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
    void aNameThatHangsIsOfDns() {
        dial((origin, found) -> {}, (address, opened) -> hang());
        runToTheDeadline();
        assertThat(told).containsExactly(ErrorCause.DNS + ": the name did not resolve within 10 s");
    }

    @Test
    void anAddressThatHangsIsOfConnecting() {
        dial((origin, found) -> found.addresses(List.of(ONE, TWO)), (address, opened) -> hang());
        runToTheDeadline();
        assertThat(told).containsExactly(ErrorCause.CONNECT + ": no connection within 10 s");
    }

    @Test
    void aHandshakeThatHangsIsOfTls() {
        dial((origin, found) -> found.addresses(List.of(ONE)), (address, opened) -> {
            opened.reached();
            return hang();
        });
        runToTheDeadline();
        assertThat(told).containsExactly(ErrorCause.TLS + ": the handshake did not end within 10 s");
    }

    /** The address that has answered says more of the target than the one that has not. */
    @Test
    void whatHangsLastCountsOnlyWhereItWasReached() {
        Failure refused = new Failure(ErrorCause.CONNECT, "refused");
        dial((origin, found) -> found.addresses(List.of(ONE, TWO)), (address, opened) -> {
            if (address == ONE) {
                opened.failed(refused);
            }
            return hang();
        });
        runToTheDeadline();
        dial((origin, found) -> found.addresses(List.of(ONE, TWO)), (address, opened) -> {
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
    void whoHasCancelledIsToldNothing() {
        List<String> givenUp = new ArrayList<>();
        Dial<String> dial = dial((origin, found) -> found.addresses(List.of(ONE)), (address, opened) -> {
            opened.reached();
            return () -> givenUp.add("given up");
        });
        loop.runUntil(loop.nanos() + 1);
        dial.cancel();
        runToTheDeadline();
        assertThat(told).isEmpty();
        assertThat(givenUp).hasSize(1);
    }
}
