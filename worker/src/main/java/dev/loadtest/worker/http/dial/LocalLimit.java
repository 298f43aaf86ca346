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

/** Limits of the machine that generates the load, recognised in what a system call, the JDK, Netty or Vert.x has thrown. */
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
            // Errors of epoll are Linux's and carry a number; those of the JDK have words alone.
            if (thrown instanceof NativeIoException system) {
                return errno.contains(-system.expectedErr());
            }
            // What a peer may have worded is not believed.
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

    /** The failure of cause {@code generator} that was thrown; null where it was something else. */
    public static @Nullable Failure failureOf(Throwable thrown) {
        return failureOf(thrown, null);
    }

    /** @param address where a connection was to lead */
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

    /** A socket that may not be opened, since the descriptors of the load are in use. */
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

    /** Read once, before a descriptor for that might be missing. */
    private static String portRange(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // The kernel gives such a file in one read only.
            return new String(in.readNBytes(64), StandardCharsets.US_ASCII)
                    .strip()
                    .replaceAll("\\s+", "-");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * Whether this machine has an address of its own to send from: the same error stands for one without, such as of IPv6.
     * What UDP calls a connection is a look at the routes; nothing is sent.
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
