package dev.loadtest.cli.draft;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes names of any texts that are valid in a manifest and differ from each other. One thread. */
public final class Names {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD_BREAK = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");
    private static final Pattern DIGIT_FIRST = Pattern.compile("^[0-9].*");

    private final int longest;
    private final String otherwise;
    private final Set<String> taken = new HashSet<>();

    /**
     * @param longest in characters
     * @param otherwise the name of a text without letters and digits; starts with a letter
     */
    public Names(int longest, String otherwise) {
        this.longest = longest;
        this.otherwise = otherwise;
    }

    /** {@code list-pets} of {@code listPets}; {@code list-pets-2} if that is taken. */
    public String unique(String text) {
        String base = of(text);
        String name = base;
        for (int i = 2; !taken.add(name); i++) {
            String number = "-" + i;
            name = base.substring(0, Math.min(base.length(), longest - number.length())) + number;
        }
        return name;
    }

    /** The name of a text, which may be taken already. */
    public String of(String text) {
        String latin = MARKS.matcher(Normalizer.normalize(start(text), Normalizer.Form.NFKD))
                .replaceAll("");
        String words = WORD_BREAK.matcher(latin).replaceAll("-").toLowerCase(Locale.ROOT);
        String name = trimmed(OTHER.matcher(words).replaceAll("-"));
        if (DIGIT_FIRST.matcher(name).matches()) {
            name = otherwise + "-" + name;
        }
        name = trimmed(name.substring(0, Math.min(longest, name.length())));
        return name.isEmpty() ? otherwise : name;
    }

    /** The start of a text, long enough for a name. */
    private String start(String text) {
        return text.substring(0, Math.min(text.length(), 4 * longest));
    }

    private static String trimmed(String name) {
        return EDGES.matcher(name).replaceAll("");
    }
}
