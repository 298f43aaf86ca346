package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.DescriptorBudget;
import dev.loadtest.worker.ErrorText;
import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Limits of the generator's machine, recognized in exceptions of system calls, the JDK, Netty and Vert.x. */
public final class LocalLimit {
    private static final String PORT_RANGE = portRange(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
    private static final int MAX_CAUSES = 10;

    private LocalLimit() {}

    private enum Kind {
        DESCRIPTORS(Set.of(24), "Too many open files"),
        MACHINE_DESCRIPTORS(Set.of(23), "Too many open files in system"),
        PORTS(Set.of(99), "Cannot assign requested address", "Can't assign requested address", "Address not available"),
        // A full epoll answers with ENOSPC.
        MEMORY(Set.of(12, 28, 105), "Cannot allocate memory", "No buffer space available", "No space left on device");

        private final Set<Integer> errno;
        private final String[] words;

        Kind(Set<Integer> errno, String... words) {
            this.errno = errno;
            this.words = words;
        }

        private boolean isIn(Throwable thrown) {
            // Errors of epoll have Linux's numbers; those of the JDK only texts.
            if (thrown instanceof NativeIoException system) {
                return errno.contains(-system.expectedErr());
            }
            // Excludes texts that a peer may have chosen.
            return thrown instanceof IOException
                    && !(thrown instanceof SSLException)
                    && isSaidBy(String.valueOf(thrown.getMessage()));
        }

        private boolean isSaidBy(String message) {
            for (String said : words) {
                if (message.contains(said) && (this != DESCRIPTORS || !MACHINE_DESCRIPTORS.isSaidBy(message))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The failure of cause {@code generator} for an exception; null for other exceptions. */
    public static @Nullable Failure failureOf(Throwable thrown) {
        return failureOf(thrown, null);
    }

    /** @param address of the attempt */
    public static @Nullable Failure failureOf(Throwable thrown, @Nullable InetSocketAddress address) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++, at = at.getCause()) {
            if (at instanceof Failure failure) {
                return failure.errorCause() == ErrorCause.GENERATOR ? failure : null;
            }
            if (at instanceof OutOfMemoryError) {
                return failure(Kind.MEMORY, at);
            }
            for (Kind kind : Kind.values()) {
                if (kind.isIn(at)) {
                    return kind == Kind.PORTS && address != null && !hasAddressFor(address) ? null : failure(kind, at);
                }
            }
        }
        return null;
    }

    /** A refused socket: the load's descriptors are used up. */
    public static Failure descriptors() {
        return failure(Kind.DESCRIPTORS, null);
    }

    private static Failure failure(Kind kind, @Nullable Throwable thrown) {
        return new Failure(
                ErrorCause.GENERATOR,
                switch (kind) {
                    case DESCRIPTORS ->
                        "out of file descriptors: ulimit -n is "
                                + DescriptorBudget.PROCESS_LIMIT
                                + "; use fewer connections, more workers or a higher limit";
                    case MACHINE_DESCRIPTORS ->
                        "the machine is out of file descriptors (fs.file-max); use fewer connections or a higher limit";
                    case PORTS ->
                        "out of local ports: net.ipv4.ip_local_port_range is " + PORT_RANGE
                                + "; use fewer connections, more workers or a wider range";
                    case MEMORY ->
                        "out of memory for connections"
                                + (thrown == null ? "" : " (" + ErrorText.of(thrown) + ")")
                                + "; use fewer connections, more workers or more memory";
                });
    }

    /** Read once, while a descriptor for it is available. */
    private static String portRange(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // The kernel returns such a file only in a single read.
            return new String(in.readNBytes(64), StandardCharsets.US_ASCII)
                    .strip()
                    .replaceAll("\\s+", "-");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * Whether this machine has a source address: the same error occurs without one, for example for IPv6. A UDP connect
     * only looks up the route; nothing is sent.
     */
    private static boolean hasAddressFor(InetSocketAddress address) {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.connect(address);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
