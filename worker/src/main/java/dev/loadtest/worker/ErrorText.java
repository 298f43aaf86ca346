package dev.loadtest.worker;

import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts for exceptions, also for those without a message. */
public final class ErrorText {
    /** Netty's prefix of a system error, such as {@code finishConnect(..) failed with error(-111): }. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");
    /** Netty's text for a system error without a text, followed by the address. */
    private static final Pattern NO_WORDS = Pattern.compile("^(null)?(: .*)?$");

    private static final Pattern AFFIXES = Pattern.compile("^(Native|Stackless|Annotated)|(Exception|Error)$");
    private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private ErrorText() {}

    /** Description of the error; never empty. */
    public static String of(Throwable thrown) {
        if (thrown instanceof FileSystemException file) {
            return ofFile(file);
        }
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) {
            return ofType(thrown);
        }
        String words = SYSTEM_CALL.matcher(message).replaceFirst("");
        return NO_WORDS.matcher(words).matches() ? ofType(thrown) + words.replaceFirst("^(null)?", "") : words;
    }

    /** Exceptions whose message is only a path, known to the reader. */
    private static String ofFile(FileSystemException thrown) {
        String reason = thrown.getReason();
        return switch (thrown) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            default -> reason == null || reason.isBlank() ? nameOf(thrown.getClass()) : reason;
        };
    }

    private static String ofType(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return switch (thrown) {
            case NoRouteToHostException unreachable -> "Network is unreachable";
            case ClosedChannelException closed -> "the connection was closed";
            case UnresolvedAddressException unresolved -> "the address is not resolved";
            case UnsupportedAddressTypeException unsupported -> "this machine has no addresses of that kind";
            case OutOfMemoryError memory -> "out of memory";
            default -> hasWords(cause) ? of(cause) : nameOf(thrown.getClass());
        };
    }

    private static boolean hasWords(@Nullable Throwable cause) {
        return cause != null
                && cause.getMessage() != null
                && !cause.getMessage().isBlank();
    }

    /** The name of a type in words: {@code ReadTimeoutException} is a read timeout. */
    private static String nameOf(Class<?> type) {
        Class<?> named = type;
        while (named.getSimpleName().isEmpty() && named.getSuperclass() != null) {
            named = named.getSuperclass();
        }
        String name = AFFIXES.matcher(named.getSimpleName()).replaceAll("");
        String words = WORD_BOUNDARY.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
        return words.isBlank() ? "an error without a message" : words;
    }
}
