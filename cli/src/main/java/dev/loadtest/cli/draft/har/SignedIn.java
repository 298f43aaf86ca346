package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.DraftRequest.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Cookies of a recording that no response of it set: a sign-in that happened before it. Their values are not read. */
final class SignedIn {
    private final Set<String> given = new TreeSet<>();

    SignedIn(List<Exchange> exchanges) {
        Set<String> set = new HashSet<>();
        for (Exchange exchange : exchanges) {
            exchange.header("Cookie").ifPresent(cookies -> {
                for (String cookie : cookies.split("; *")) {
                    if (!set.contains(name(cookie))) {
                        given.add(name(cookie));
                    }
                }
            });
            for (Field header : exchange.responseHeaders()) {
                if (header.name().equalsIgnoreCase("Set-Cookie")) {
                    // Some browsers join several Set-Cookie headers by line breaks.
                    header.value().lines().forEach(cookie -> set.add(name(cookie)));
                }
            }
        }
    }

    private static String name(String cookie) {
        return cookie.split("=", 2)[0].strip();
    }

    List<String> notes() {
        return given.isEmpty()
                ? List.of()
                : List.of("cookies that were there before the recording are not sent: " + String.join(", ", given)
                        + "; record from the sign-in on where they matter");
    }
}
