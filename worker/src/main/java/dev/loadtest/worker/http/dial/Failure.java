package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.ErrorText;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no complete response, in a text without any part of the request. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_DETAIL = 200;

    private final ErrorCause cause;

    public Failure(ErrorCause cause, String detail) {
        // Without a stack trace: one is created for every failed request.
        super(shorten(detail), null, false, false);
        this.cause = cause;
    }

    public static Failure protocol(String detail) {
        return new Failure(ErrorCause.PROTOCOL, detail);
    }

    public static Failure reset(String detail) {
        return new Failure(ErrorCause.RESET, detail);
    }

    public ErrorCause errorCause() {
        return cause;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /**
     * Meaning of a failure to open a connection.
     *
     * @param address of the attempt
     */
    public static Failure ofOpening(Throwable thrown, InetSocketAddress address) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        Failure local = LocalLimit.failureOf(thrown, address);
        if (local != null) {
            return local;
        }
        Failure tls = ofTls(thrown);
        if (tls != null) {
            return tls;
        }
        if (find(thrown, UnknownHostException.class) != null) {
            return new Failure(ErrorCause.DNS, "the target's name does not resolve");
        }
        if (find(thrown, ConnectTimeoutException.class) != null) {
            return new Failure(ErrorCause.CONNECT, "no connection within " + Dial.TIMEOUT_SECONDS + " s");
        }
        return new Failure(ErrorCause.CONNECT, ErrorText.of(thrown));
    }

    /** Meaning of a TLS handshake that failed. */
    public static Failure ofHandshake(Throwable thrown) {
        Failure local = LocalLimit.failureOf(thrown);
        if (local != null) {
            return local;
        }
        Failure tls = ofTls(thrown);
        return tls != null ? tls : new Failure(ErrorCause.TLS, "the handshake broke off: " + ErrorText.of(thrown));
    }

    /** Meaning of an interrupted request. */
    public static Failure ofExchange(Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        Failure local = LocalLimit.failureOf(thrown);
        if (local != null) {
            return local;
        }
        Failure tls = ofTls(thrown);
        if (tls != null) {
            return tls;
        }
        if (find(thrown, DecoderException.class) == null && find(thrown, IOException.class) != null) {
            return reset(ErrorText.of(thrown));
        }
        // Remaining causes are Netty's errors about what it has received.
        return protocol(ErrorText.of(thrown));
    }

    /** Meaning of a TLS handshake that hangs. */
    static Failure lateHandshake() {
        return new Failure(ErrorCause.TLS, "the handshake did not end within " + Dial.TIMEOUT_SECONDS + " s");
    }

    private static @Nullable Failure ofTls(Throwable thrown) {
        if (find(thrown, SslHandshakeTimeoutException.class) != null) {
            return lateHandshake();
        }
        if (find(thrown, NotSslRecordException.class) != null) {
            return new Failure(ErrorCause.TLS, "the target does not speak TLS");
        }
        if (find(thrown, CertPathBuilderException.class) != null) {
            return new Failure(
                    ErrorCause.TLS,
                    "the target's certificate is of no authority that is known here; tls.caConfigMapKeyRef names one");
        }
        CertificateException certificate = find(thrown, CertificateException.class);
        if (certificate != null) {
            return new Failure(
                    ErrorCause.TLS, "the target's certificate is not accepted: " + ErrorText.of(certificate));
        }
        Throwable path = find(thrown, GeneralSecurityException.class);
        SSLException ssl = find(thrown, SSLException.class);
        if (path != null || ssl != null) {
            return new Failure(
                    ErrorCause.TLS, path != null ? ErrorText.of(path) : HandshakeWords.of(ErrorText.of(ssl)));
        }
        return null;
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 10; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static String shorten(String detail) {
        String line = detail.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL - 1) + "…";
    }
}
