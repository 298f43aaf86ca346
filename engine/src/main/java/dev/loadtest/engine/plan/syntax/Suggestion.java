package dev.loadtest.engine.plan.syntax;

import java.util.Collection;
import java.util.Locale;

/** The probable intention behind a misspelt name. */
public final class Suggestion {
    /** Longest name considered, because the cost is quadratic. */
    private static final int LONGEST = 100;

    private Suggestion() {}

    /**
     * Text such as {@code  (did you mean "draw-valid"?)}, with a leading space; empty if no name is similar. Ignores
     * case, and allows about one error in three letters.
     */
    public static String didYouMean(String wrong, Collection<String> names) {
        String best = "";
        int least = Math.max(1, wrong.length() / 3) + 1;
        for (String name : names) {
            if (wrong.length() > LONGEST || Math.abs(name.length() - wrong.length()) >= least) {
                continue;
            }
            int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least && distance < Math.max(name.length(), wrong.length())) {
                least = distance;
                best = name;
            }
        }
        return best.isEmpty() ? "" : " (did you mean \"" + best + "\"?)";
    }

    /**
     * Edit distance by insertion, deletion, substitution and transposition: Damerau (1964) and Levenshtein (1966) in
     * the restricted form, over three rows of the table.
     */
    private static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[to.length()];
    }
}
