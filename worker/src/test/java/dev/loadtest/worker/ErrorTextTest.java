package dev.loadtest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTextTest {
    static {
        // The native library provides the system's errors.
        Epoll.ensureAvailability();
    }

    private static final String ADDRESS = ": /10.9.9.2:80";

    private static Stream<Throwable> withoutWords() {
        return Stream.of(
                new NoRouteToHostException(),
                new ConnectException(),
                new PortUnreachableException(),
                new ProtocolException(),
                new SocketException(),
                new SocketTimeoutException(),
                new UnknownHostException(),
                new IOException(),
                new IOException("null"),
                new IOException(" "),
                new EOFException(),
                new FileNotFoundException(),
                new TimeoutException(),
                new ConnectTimeoutException(),
                ReadTimeoutException.INSTANCE,
                new ClosedChannelException(),
                new ClosedByInterruptException(),
                new AsynchronousCloseException(),
                new AlreadyConnectedException(),
                new ConnectionPendingException(),
                new NotYetConnectedException(),
                new UnresolvedAddressException(),
                new UnsupportedAddressTypeException(),
                new OutOfMemoryError(),
                new StackOverflowError(),
                new IllegalStateException(),
                new Error(),
                new Exception(),
                new SSLException((String) null),
                new SSLHandshakeException(null),
                new FileSystemException("/some/path"),
                new RuntimeException((String) null, new IOException()));
    }

    /** Netty's repetition of a connection error, with the address after its message. */
    private static Stream<Throwable> annotated() {
        return Stream.concat(
                Stream.of(
                        new NoRouteToHostException("null" + ADDRESS),
                        new ConnectException("null" + ADDRESS),
                        new SocketException("null" + ADDRESS)),
                IntStream.rangeClosed(1, 133).mapToObj(errno -> thrownByConnect(-errno)));
    }

    private static Throwable thrownByConnect(int errno) {
        try {
            Errors.handleConnectErrno("connect", errno);
            return new SocketException("null" + ADDRESS);
        } catch (IOException | RuntimeException e) {
            return new SocketException(e.getMessage() + ADDRESS).initCause(e);
        }
    }

    @ParameterizedTest
    @MethodSource({"withoutWords", "annotated"})
    void neverEmpty(Throwable thrown) {
        assertThat(ErrorText.of(thrown))
                .doesNotContain("null", "failed with error")
                .containsPattern("[a-z]{2}")
                .doesNotStartWith(":");
    }

    @Test
    void unreachableNetwork() {
        Throwable noRoute = new NoRouteToHostException("null" + ADDRESS).initCause(new NoRouteToHostException());
        assertThat(ErrorText.of(noRoute)).isEqualTo("Network is unreachable: /10.9.9.2:80");
    }

    @Test
    void systemTextsAreKept() {
        assertThat(ErrorText.of(new ConnectException(
                        "finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:1")))
                .isEqualTo("Connection refused: /127.0.0.1:1");
    }

    @Test
    void typesBecomeWords() {
        assertThat(ErrorText.of(ReadTimeoutException.INSTANCE)).isEqualTo("read timeout");
        assertThat(ErrorText.of(new SSLHandshakeException(null))).isEqualTo("ssl handshake");
    }

    @Test
    void pathsAreNotRepeated() {
        assertThat(ErrorText.of(new NoSuchFileException("/secret/path"))).isEqualTo("there is no such file");
        assertThat(ErrorText.of(new AccessDeniedException("/secret/path"))).isEqualTo("permission denied");
        assertThat(ErrorText.of(new FileSystemException("/secret/path", null, "Too many open files")))
                .isEqualTo("Too many open files");
    }
}
