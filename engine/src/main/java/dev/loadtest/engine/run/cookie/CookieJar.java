package dev.loadtest.engine.run.cookie;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The cookies of one journey (RFC 6265 sections 5.3 and 5.4), at most {@value #MAX_COOKIES} and {@value #MAX_BYTES} bytes of
 * names, values, domains and paths: the oldest make room for new ones. Confined to the worker's loop.
 */
public final class CookieJar {
    public static final int MAX_COOKIES = 50;
    public static final int MAX_BYTES = 16 << 10;
    /** RFC 6265 section 6.1: what a user agent should at least take of one cookie; more is ignored. */
    static final int MAX_COOKIE_BYTES = 4096;

    /** Longer paths go first, then older cookies. */
    private static final Comparator<Cookie> ORDER =
            Comparator.<Cookie>comparingInt(cookie -> -cookie.path().length()).thenComparingLong(Cookie::created);

    private final LongSupplier epochMillis;
    private final List<Cookie> cookies = new ArrayList<>(0);
    private long created;

    /**
     * A cookie that is kept.
     *
     * @param hostOnly whether it is sent to its domain alone, and not to hosts below it
     * @param expiresMillis {@link Long#MAX_VALUE} for one that does not expire
     * @param created counts the cookies of the jar
     */
    private record Cookie(
            String name,
            String value,
            String domain,
            boolean hostOnly,
            String path,
            boolean secure,
            long expiresMillis,
            long created) {

        boolean isSameAs(Cookie other) {
            return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
        }

        boolean goesTo(boolean https, String host, String requestPath) {
            return (hostOnly ? host.equals(domain) : CookieDomain.matches(host, domain))
                    && CookiePath.matches(requestPath, path)
                    && (https || !secure);
        }

        int bytes() {
            return name.length() + value.length() + domain.length() + path.length();
        }
    }

    /** Loads what the first cookie needs, so that it is not late. */
    public static void prepare() {
        PublicSuffixes.known();
    }

    /** @param epochMillis the wall clock, for cookies that expire */
    public CookieJar(LongSupplier epochMillis) {
        this.epochMillis = epochMillis;
    }

    /**
     * The value of the Cookie header of a request; empty where no cookie goes with it.
     *
     * @param host a name or an address
     * @param target path and query
     */
    public String header(boolean https, String host, String target) {
        if (cookies.isEmpty()) {
            return "";
        }
        expire();
        String lower = host.toLowerCase(Locale.ROOT);
        String path = CookiePath.of(target);
        StringBuilder header = new StringBuilder();
        cookies.stream()
                .filter(cookie -> cookie.goesTo(https, lower, path))
                .sorted(ORDER)
                .forEach(cookie -> header.append(header.isEmpty() ? "" : "; ")
                        .append(cookie.name())
                        .append('=')
                        .append(cookie.value()));
        return header.toString();
    }

    /**
     * Takes what a response sets.
     *
     * @param setCookies the values of its Set-Cookie headers, in their order
     * @param host of the request
     * @param target of the request, path and query
     */
    public void received(List<String> setCookies, boolean https, String host, String target) {
        for (String setCookie : setCookies) {
            SetCookie.parse(setCookie)
                    .flatMap(set -> cookie(set, https, host.toLowerCase(Locale.ROOT), target))
                    .ifPresent(this::store);
        }
    }

    private Optional<Cookie> cookie(SetCookie set, boolean https, String host, String target) {
        String domain = set.domain();
        if (!domain.isEmpty() && !CookieDomain.matches(host, domain) || set.secure() && !https) {
            return Optional.empty();
        }
        if (!domain.isEmpty() && CookieDomain.isPublicSuffix(domain)) {
            if (!domain.equals(host)) {
                return Optional.empty();
            }
            domain = "";
        }
        return Optional.of(new Cookie(
                set.name(),
                set.value(),
                domain.isEmpty() ? host : domain,
                domain.isEmpty(),
                set.path().startsWith("/") ? set.path() : CookiePath.defaultOf(target),
                set.secure(),
                set.expiresMillis(epochMillis.getAsLong()),
                created++));
    }

    /** Replaces one of the same name, domain and path, which keeps its age. */
    private void store(Cookie cookie) {
        expire();
        Cookie kept = cookie;
        for (Iterator<Cookie> each = cookies.iterator(); each.hasNext(); ) {
            Cookie old = each.next();
            if (old.isSameAs(cookie)) {
                each.remove();
                kept = new Cookie(
                        cookie.name(),
                        cookie.value(),
                        cookie.domain(),
                        cookie.hostOnly(),
                        cookie.path(),
                        cookie.secure(),
                        cookie.expiresMillis(),
                        old.created());
            }
        }
        if (kept.expiresMillis() > epochMillis.getAsLong() && kept.bytes() <= MAX_COOKIE_BYTES) {
            cookies.add(kept);
            makeRoom();
        }
    }

    private void makeRoom() {
        while (cookies.size() > MAX_COOKIES || bytes() > MAX_BYTES) {
            cookies.remove(cookies.stream()
                    .min(Comparator.comparingLong(Cookie::created))
                    .orElseThrow());
        }
    }

    private int bytes() {
        return cookies.stream().mapToInt(Cookie::bytes).sum();
    }

    private void expire() {
        long now = epochMillis.getAsLong();
        cookies.removeIf(cookie -> cookie.expiresMillis() <= now);
    }

    int size() {
        return cookies.size();
    }

    /** Never the values, which may be credentials. */
    @Override
    public String toString() {
        return "CookieJar[" + cookies.size() + " cookies]";
    }
}
