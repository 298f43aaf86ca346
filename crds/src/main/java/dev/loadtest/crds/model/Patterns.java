package dev.loadtest.crds.model;

/** The patterns of the schema's strings, with the sentence that says what was meant. */
public final class Patterns {
    /** Durations such as {@code 300ms}, {@code 1.5s}, {@code 1h30m}; what they mean is {@code Durations}' matter. */
    public static final String DURATION = "^([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+$";

    /** A duration, two with two dots between them, or {@code exp(…)} around one. */
    public static final String THINK =
            "^(exp\\(([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+\\)|([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+(\\.\\.([0-9]+(\\.[0-9]+)?(h|ms|us|m|s))+)?)$";

    /** What stands in case ids, file paths and labels. */
    public static final String NAME = "^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

    /** What {@code ${…}} can refer to. */
    public static final String VALUE_NAME = "^[A-Za-z_][-A-Za-z0-9_.]*$";

    /** A token of RFC 9110, as methods and header names are. */
    public static final String TOKEN = "^[-!#$%&'*+.^_`|~0-9A-Za-z]+$";

    /** Starts with a slash; ASCII without spaces, controls and {@code #}. */
    public static final String PATH = "^/[\\x21\\x22\\x24-\\x7e]*$";

    public static final String URL = "^https?://.+$";

    /** RFC 6901. */
    public static final String JSON_POINTER = "^(/([^~]|~[01])*)?$";

    /** What a header can carry: no CR, LF or other control character, nothing beyond Latin-1. */
    public static final String HEADER_VALUE = "^[\\t\\x20-\\x7e\\x{80}-\\x{ff}]*$";

    /** Any text without a line break or other control character. */
    public static final String LINE = "^[^\\x00-\\x1f\\x7f]*$";

    /** An IPv4 address in four decimal parts, or what only an IPv6 address has; the rest of that is checked where it is read. */
    public static final String IP =
            "^(((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])|[0-9a-fA-F.]*:[0-9a-fA-F:.]*)$";

    /** Labels of DNS in lower case, as Kubernetes takes them for hosts and search domains. */
    public static final String HOST_NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** Nothing that ends a word in a file of settings. */
    public static final String WORD = "^[-_A-Za-z0-9]+$";

    private Patterns() {}

    /** What a text that does not match should have been, to be put after "is not". */
    public static String meaning(String pattern) {
        return switch (pattern) {
            case DURATION -> "a duration (such as 300ms, 1.5s, 2m or 1h30m)";
            case THINK -> "a pause (a duration such as 2s, a range such as 1s..5s, or exp(2s))";
            case NAME -> "a name (letters, digits, \"-\", \"_\" and \".\", a letter or digit at both ends)";
            case VALUE_NAME -> "a value name (letters, digits, \"-\", \"_\" and \".\", not starting with a digit)";
            case TOKEN -> "a token (letters, digits and !#$%&'*+-.^_`|~)";
            case PATH ->
                "a path (it starts with \"/\" and is ASCII without spaces and \"#\"; parameters that need encoding belong in query)";
            case URL -> "a URL that starts with http:// or https://";
            case JSON_POINTER -> "a JSON pointer (such as /handle or /items/0/id)";
            case HEADER_VALUE ->
                "a header value (it has a line break, another control character, or a character beyond Latin-1)";
            case LINE -> "a text of one line (it has a line break or another control character)";
            case IP -> "an address (such as 192.0.2.7 or 2001:db8::7)";
            case HOST_NAME -> "a host name (lower-case letters, digits, \"-\" and \".\")";
            case WORD -> "a word (letters, digits, \"-\" and \"_\")";
            default -> "of the form " + pattern;
        };
    }
}
