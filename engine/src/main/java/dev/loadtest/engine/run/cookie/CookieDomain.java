package dev.loadtest.engine.run.cookie;

import java.util.regex.Pattern;

/** Domains of cookies, RFC 6265 section 5.1.3. All in lower case. */
final class CookieDomain {
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    private CookieDomain() {}

    static boolean matches(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain) && !isAddress(host);
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /** Whether names below it belong to different owners; so does what ends with a dot, which is no domain. */
    static boolean isPublicSuffix(String domain) {
        return domain.endsWith(".") || PublicSuffixes.known().contains(domain);
    }
}
