package dev.loadtest.crds.syntax;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Regular expressions of RE2's syntax: what is wrong with one, and where. Pure. */
public final class Regexes {
    private Regexes() {}

    /** Why a regular expression does not compile, with the place; empty if it does. */
    public static Optional<String> problem(String regex) {
        PatternSyntaxException error = error(regex);
        if (error == null) {
            return Optional.empty();
        }
        return Optional.of("is not a regular expression of RE2: " + error.getDescription() + ", at character "
                + (place(regex, error) + 1));
    }

    /** Number of groups that capture; 0 if it does not compile. */
    public static int groups(String regex) {
        return error(regex) == null ? Pattern.compile(regex).groupCount() : 0;
    }

    private static @Nullable PatternSyntaxException error(String regex) {
        try {
            Pattern.compile(regex);
            return null;
        } catch (PatternSyntaxException e) {
            return e;
        }
    }

    /**
     * Index of the error, which the library does not tell: it stands at the end of the shortest beginning from which on every
     * longer one has the same error, less the part that the error names.
     */
    private static int place(String regex, PatternSyntaxException error) {
        int end = regex.length();
        while (end > 1 && isSame(error, error(regex.substring(0, end - 1)))) {
            end--;
        }
        String part = error.getPattern();
        boolean isPart = part.length() < regex.length() && regex.startsWith(part, end - part.length());
        return isPart ? end - part.length() : end - 1;
    }

    private static boolean isSame(PatternSyntaxException error, @Nullable PatternSyntaxException other) {
        return other != null && other.getDescription().equals(error.getDescription());
    }
}
