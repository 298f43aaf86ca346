package dev.loadtest.crds.model;

/** Patterns of the schema's strings, with a sentence about the expected form. */
public final class Patterns {
    /** Durations such as {@code 300ms}, {@code 1.5s}, {@code 1h30m}; {@code Durations} parses them. */
    public static final String DURATION = "^([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+$";

    /** A duration, two with two dots between them, or {@code exp(…)} around one. */
    public static final String THINK =
            "^(exp\\(([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+\\)|([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+(\\.\\.([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+)?)$";

    /** What stands in case ids, file paths and labels. */
    public static final String NAME = "^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

    /** Names in {@code ${…}}. */
    public static final String VALUE_NAME = "^[A-Za-z_][-A-Za-z0-9_.]*$";

    /** A token of RFC 9110, for methods and header names. */
    public static final String TOKEN = "^[-!#$%&'*+.^_`|~0-9A-Za-z]+$";

    /** Starts with a slash; ASCII without spaces, controls and {@code #}. */
    public static final String PATH = "^/[\\x21\\x22\\x24-\\x7e]*$";

    public static final String URL = "^https?://.+$";

    /** The same with the place of an id; ASCII without spaces. */
    public static final String TRACE_URL = "^https?://[\\x21-\\x7e]*[$][{]traceId[}][\\x21-\\x7e]*$";

    /** A name or an IPv4 address, and perhaps a port. */
    public static final String AUTHORITY = "^[A-Za-z0-9_]([-A-Za-z0-9_.]*[A-Za-z0-9_])?(:[0-9]{1,5})?$";

    /** RFC 6901. */
    public static final String JSON_POINTER = "^(/([^~]|~[01])*)?$";

    /** A header value: no CR, LF or other control character, Latin-1 only. */
    public static final String HEADER_VALUE = "^[\\t\\x20-\\x7e\\x{80}-\\x{ff}]*$";

    /** Text without line breaks and other control characters. */
    public static final String LINE = "^[^\\x00-\\x1f\\x7f]*$";

    /** An IPv4 address in dotted decimal, or the characters of an IPv6 address, which is parsed later. */
    public static final String IP =
            "^(((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])|[0-9a-fA-F.]*:[0-9a-fA-F:.]*)$";

    /** Lower-case DNS labels, as Kubernetes accepts them for hosts and search domains. */
    public static final String HOST_NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** One word in a configuration file. */
    public static final String WORD = "^[-_A-Za-z0-9]+$";

    /** A scope of RFC 6749: no space, quote or backslash. */
    public static final String SCOPE = "^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$";

    private Patterns() {}

    /** Expected form of a text that does not match, to follow "is not". */
    public static String meaning(String pattern) {
        return switch (pattern) {
            case DURATION -> "a duration (such as 300ms, 1.5s, 2m or 1h30m)";
            case THINK -> "a pause (a duration such as 2s, a range such as 1s..5s, or exp(2s))";
            case NAME -> "a name (letters, digits, \"-\", \"_\" and \".\", a letter or digit at both ends)";
            case VALUE_NAME -> "a value name (letters, digits, \"-\", \"_\" and \".\", not starting with a digit)";
            case TOKEN -> "a token (letters, digits and !#$%&'*+-.^_`|~)";
            case PATH ->
                "a path (it starts with \"/\" and is ASCII without spaces and \"#\"; parameters that need encoding belong in query)";
            case TRACE_URL -> "a URL that starts with http:// or https:// and has ${traceId} in it";
            case URL -> "a URL that starts with http:// or https://";
            case AUTHORITY -> "a host (such as shop.example.org, with a port where it is written)";
            case JSON_POINTER -> "a JSON pointer (such as /handle or /items/0/id)";
            case HEADER_VALUE ->
                "a header value (it has a line break, another control character, or a character beyond Latin-1)";
            case LINE -> "a text of one line (it has a line break or another control character)";
            case IP -> "an address (such as 192.0.2.7 or 2001:db8::7)";
            case HOST_NAME -> "a host name (lower-case letters, digits, \"-\" and \".\")";
            case SCOPE -> "a scope (ASCII without spaces, quotes and backslashes)";
            case WORD -> "a word (letters, digits, \"-\" and \"_\")";
            default -> "of the form " + pattern;
        };
    }
}
