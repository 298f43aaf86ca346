package dev.loadtest.engine.run.cookie;

/** Paths of cookies, RFC 6265 section 5.1.4. */
final class CookiePath {
    private CookiePath() {}

    /** The path of a request target. */
    static String of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.startsWith("/") ? path : "/";
    }

    /** The path of a cookie that names none: that of the request up to its last slash. */
    static String defaultOf(String target) {
        String path = of(target);
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    static boolean matches(String requestPath, String cookiePath) {
        return requestPath.startsWith(cookiePath)
                && (requestPath.length() == cookiePath.length()
                        || cookiePath.endsWith("/")
                        || requestPath.charAt(cookiePath.length()) == '/');
    }
}
