package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loadtest.engine.run.transport.ErrorCause;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalLimitTest {
    static {
        // Its library knows the system's errors.
        Epoll.ensureAvailability();
    }

    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 80);

    private static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(Errors.newIOException("socket", -24), "ulimit -n"),
                Arguments.of(new ChannelException("x", Errors.newIOException("socket", -24)), "ulimit -n"),
                Arguments.of(
                        new ChannelException("Failed to open a socket.", new SocketException("Too many open files")),
                        "ulimit -n"),
                Arguments.of(new FileSystemException("/f", null, "Too many open files"), "ulimit -n"),
                Arguments.of(Errors.newIOException("socket", -23), "fs.file-max"),
                Arguments.of(new IOException("Too many open files in system"), "fs.file-max"),
                Arguments.of(Errors.newIOException("connect", -99), "net.ipv4.ip_local_port_range"),
                Arguments.of(new BindException("Cannot assign requested address"), "net.ipv4.ip_local_port_range"),
                Arguments.of(
                        new ConnectException(
                                "connect(..) failed with error(-99): Cannot assign requested address: /127.0.0.1:80"),
                        "net.ipv4.ip_local_port_range"),
                Arguments.of(Errors.newIOException("connect", -105), "out of memory"),
                Arguments.of(new SocketException("No buffer space available"), "out of memory"),
                Arguments.of(Errors.newIOException("socket", -12), "out of memory"),
                Arguments.of(Errors.newIOException("epoll_ctl", -28), "out of memory"),
                Arguments.of(
                        new OutOfMemoryError("Cannot reserve 65536 bytes of direct buffer memory"), "out of memory"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void isGeneratorErrorOnEveryPath(Throwable thrown, String words) {
        for (Failure failure : new Failure[] {
            Failure.ofOpening(thrown, LOOPBACK), Failure.ofHandshake(thrown), Failure.ofExchange(thrown)
        }) {
            assertThat(failure.errorCause()).isEqualTo(ErrorCause.GENERATOR);
            assertThat(failure.detail()).contains(words, "use fewer connections");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void portRangeIsNamed() {
        assertThat(Failure.ofOpening(Errors.newIOException("connect", -99), LOOPBACK)
                        .detail())
                .containsPattern("ip_local_port_range is \\d+-\\d+;");
    }

    @Test
    void failuresOfTargetAreNot() {
        assertThat(LocalLimit.failureOf(new ConnectException("Connection refused"), LOOPBACK))
                .isNull();
        assertThat(LocalLimit.failureOf(new SSLException("Too many open files"), LOOPBACK))
                .isNull();
        assertThat(LocalLimit.failureOf(new IllegalStateException("Too many open files"), LOOPBACK))
                .isNull();
    }

    /** The documentation prefix has no route, so that the machine has no address to send from. */
    @Test
    void missingSourceAddressIsNoLackOfPorts() throws Exception {
        assumeThat(NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(Inet6Address.class::isInstance))
                .allMatch(InetAddress::isLoopbackAddress);
        InetSocketAddress unreachable = new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 80);
        assertThat(LocalLimit.failureOf(new ConnectException("Cannot assign requested address"), unreachable))
                .isNull();
    }
}
