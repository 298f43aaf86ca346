package dev.loadtest.engine.run.cookie;

import java.util.Set;
import java.util.regex.Pattern;

/** Domains of cookies, RFC 6265 section 5.1.3. All in lower case. */
final class CookieDomain {
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
    private static final int COUNTRY = 2;
    /** The second level under which registries of countries sell names. */
    private static final Set<String> SECOND_LEVEL = Set.of(
            "ac", "co", "com", "ed", "edu", "gob", "gouv", "gov", "gv", "id", "info", "ltd", "me", "mil", "ne", "net",
            "nom", "or", "org", "plc", "sch", "web");
    /** Suffixes of hosters, whose customers are strangers to each other. */
    private static final Set<String> HOSTERS = Set.of(
            "appspot.com",
            "azurewebsites.net",
            "blogspot.com",
            "cloudfront.net",
            "github.io",
            "gitlab.io",
            "herokuapp.com",
            "netlify.app",
            "pages.dev",
            "vercel.app",
            "web.app",
            "workers.dev");

    private CookieDomain() {}

    static boolean matches(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain) && !isAddress(host);
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /**
     * Whether names below it belong to different owners. By rule: a single label, a common second level of a country's
     * registry, and the suffixes of large hosters. A rule stays true without a list that grows old; what it misses only lets
     * a target's cookie reach another host of the same run.
     */
    static boolean isPublicSuffix(String domain) {
        int dot = domain.indexOf('.');
        if (dot < 0 || domain.endsWith(".")) {
            return true;
        }
        String rest = domain.substring(dot + 1);
        return HOSTERS.contains(domain) || rest.length() == COUNTRY && SECOND_LEVEL.contains(domain.substring(0, dot));
    }
}
