package dev.loadtest.crds.syntax;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Regular expressions of RE2's syntax: what is wrong with one, and where. Pure. */
public final class Regexes {
    /** What matching costs a byte grows with the size. */
    private static final int MAX_SIZE = 1_000;
    /** Beginnings that are tried one by one for the place of an error; the rest is halved. */
    private static final int TRIED = 32;

    private Regexes() {}

    /** Why a regular expression does not compile, with the place; empty if it does. */
    public static Optional<String> problem(String regex) {
        if (isTooLarge(regex)) {
            return Optional.of("is too large a regular expression: its repetitions multiply to more than " + MAX_SIZE
                    + " characters and classes");
        }
        PatternSyntaxException error = error(regex);
        if (error == null) {
            return Optional.empty();
        }
        return Optional.of("is not a regular expression of RE2: " + error.getDescription() + ", at character "
                + (place(regex, error) + 1));
    }

    /** Number of groups that capture; 0 if it does not compile. */
    public static int groups(String regex) {
        return !isTooLarge(regex) && error(regex) == null
                ? Pattern.compile(regex).groupCount()
                : 0;
    }

    private static boolean isTooLarge(String regex) {
        return RegexSize.of(regex) > MAX_SIZE;
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
     * Index of the error, which the library does not tell: the part that the error names, at the end of the shortest
     * beginning from which on every longer one has the same error.
     */
    private static int place(String regex, PatternSyntaxException error) {
        int end = regex.length();
        int tried = Math.max(1, end - TRIED);
        while (end > tried && isSame(error, error(regex.substring(0, end - 1)))) {
            end--;
        }
        if (end == tried) {
            end = halved(regex, error, end);
        }
        String part = error.getPattern();
        boolean isPart = !part.isEmpty() && part.length() < regex.length();
        int start = isPart ? regex.indexOf(part, Math.max(0, end - part.length())) : -1;
        return start < 0 ? end - 1 : start;
    }

    private static int halved(String regex, PatternSyntaxException error, int from) {
        int without = 0;
        int with = from;
        while (with - without > 1) {
            int middle = (without + with) / 2;
            if (isSame(error, error(regex.substring(0, middle)))) {
                with = middle;
            } else {
                without = middle;
            }
        }
        return with;
    }

    private static boolean isSame(PatternSyntaxException error, @Nullable PatternSyntaxException other) {
        return other != null && other.getDescription().equals(error.getDescription());
    }
}
