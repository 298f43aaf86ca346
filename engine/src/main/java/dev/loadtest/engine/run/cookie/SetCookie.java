package dev.loadtest.engine.run.cookie;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A parsed Set-Cookie header, RFC 6265 section 5.2. HttpOnly and unknown attributes mean nothing here.
 *
 * @param domain in lower case, without a dot in front; empty where none is named
 * @param path empty where none is named
 * @param maxAgeSeconds counts before {@code expiresMillis}
 * @param expires since the epoch, in milliseconds
 */
record SetCookie(
        String name,
        String value,
        String domain,
        String path,
        boolean secure,
        OptionalLong maxAgeSeconds,
        OptionalLong expires) {

    /** Empty for what is no cookie: without an equals sign, without name and value, or with a control character. */
    static Optional<SetCookie> parse(String header) {
        if (header.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            return Optional.empty();
        }
        int end = header.indexOf(';');
        String pair = end < 0 ? header : header.substring(0, end);
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        SetCookie cookie = new SetCookie(
                name, pair.substring(equals + 1).strip(), "", "", false, OptionalLong.empty(), OptionalLong.empty());
        return Optional.of(end < 0 ? cookie : cookie.with(header.substring(end + 1)));
    }

    /** Of an attribute that stands several times the last one counts. */
    private SetCookie with(String attributes) {
        SetCookie cookie = this;
        for (String attribute : attributes.split(";", -1)) {
            int equals = attribute.indexOf('=');
            String key = (equals < 0 ? attribute : attribute.substring(0, equals)).strip();
            String text = equals < 0 ? "" : attribute.substring(equals + 1).strip();
            cookie = cookie.with(key.toLowerCase(Locale.ROOT), text);
        }
        return cookie;
    }

    private SetCookie with(String key, String text) {
        return switch (key) {
            case "domain" -> text.isEmpty() ? this : withDomain(text);
            case "path" -> new SetCookie(name, value, domain, text, secure, maxAgeSeconds, expires);
            case "secure" -> new SetCookie(name, value, domain, path, true, maxAgeSeconds, expires);
            case "max-age" -> {
                OptionalLong read = maxAge(text);
                yield read.isEmpty() ? this : new SetCookie(name, value, domain, path, secure, read, expires);
            }
            case "expires" -> {
                OptionalLong read = CookieDate.epochMillis(text);
                yield read.isEmpty() ? this : new SetCookie(name, value, domain, path, secure, maxAgeSeconds, read);
            }
            default -> this;
        };
    }

    private SetCookie withDomain(String text) {
        String bare = (text.startsWith(".") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        return new SetCookie(name, value, bare, path, secure, maxAgeSeconds, expires);
    }

    private static OptionalLong maxAge(String text) {
        if (!text.matches("-?[0-9]+")) {
            return OptionalLong.empty();
        }
        if (text.startsWith("-")) {
            return OptionalLong.of(0);
        }
        // Longer than 18 digits is for ever.
        return OptionalLong.of(text.length() > 18 ? Long.MAX_VALUE / 1_000 : Long.parseLong(text));
    }

    /** When it expires, in milliseconds since the epoch; {@link Long#MAX_VALUE} for the length of the journey. */
    long expiresMillis(long nowMillis) {
        if (maxAgeSeconds.isEmpty()) {
            return expires.orElse(Long.MAX_VALUE);
        }
        long seconds = Math.min(maxAgeSeconds.getAsLong(), Long.MAX_VALUE / 2_000);
        return seconds == 0 ? 0 : nowMillis + seconds * 1_000;
    }
}
