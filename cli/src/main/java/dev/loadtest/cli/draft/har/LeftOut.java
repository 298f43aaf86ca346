package dev.loadtest.cli.draft.har;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides which exchanges of a recording a load test sends, and counts the others by reason. One thread. */
final class LeftOut {
    private static final Set<String> STATIC_KINDS =
            Set.of("image", "stylesheet", "script", "font", "media", "manifest", "texttrack");

    private static final Pattern STATIC_TYPES =
            Pattern.compile("image/.*|font/.*|audio/.*|video/.*|text/css|(text|application)/(x-)?javascript"
                    + "|application/(x-)?font-.*|application/wasm|application/manifest\\+json");

    private static final Pattern STATIC_PATHS = Pattern.compile(
            ".*\\.(css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp4|webm|mp3|wasm|webmanifest)");

    private int files;
    private int unanswered;
    private int preflights;
    private int others;

    boolean takes(Exchange exchange) {
        if (exchange.method().equals("OPTIONS")
                && exchange.header("Access-Control-Request-Method").isPresent()) {
            preflights++;
            return false;
        }
        if (isStatic(exchange)) {
            files++;
            return false;
        }
        if (exchange.status() == 0) {
            unanswered++;
            return false;
        }
        if (exchange.status() == 101 || exchange.method().equals("CONNECT")) {
            others++;
            return false;
        }
        return true;
    }

    /** An entry without a URL that a load test could send to. */
    void unreadable() {
        others++;
    }

    private static boolean isStatic(Exchange exchange) {
        boolean get = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        return get
                && (STATIC_KINDS.contains(exchange.kind())
                        || STATIC_TYPES.matcher(exchange.responseType()).matches()
                        || STATIC_PATHS
                                .matcher(exchange.url().path().toLowerCase(Locale.ROOT))
                                .matches());
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        add(notes, files, "static files (images, fonts, scripts, styles)");
        add(notes, unanswered, "requests without a response (blocked, or the browser gave up)");
        add(notes, preflights, "preflights of CORS");
        add(notes, others, "WebSockets, and what is no HTTP");
        return notes;
    }

    private static void add(List<String> notes, int count, String what) {
        if (count > 0) {
            notes.add("left out: " + what + ": " + count);
        }
    }
}
