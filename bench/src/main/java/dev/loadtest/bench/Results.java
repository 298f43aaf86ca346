package dev.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bench/RESULTS.md}: one section for each table, replaced by the table's next run. */
final class Results {
    private static final String TITLE = """
            # What was measured
            Written by `bench/run TABLE`. Machines differ: what counts is the ratios, each within one run.
            """;

    private final Path file;

    Results(Path file) {
        this.file = file;
    }

    void replace(String table, String text) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : TITLE;
        String section = "<!-- " + table + " -->\n" + text.strip() + "\n<!-- end of " + table + " -->\n";
        Pattern old = Pattern.compile("<!-- " + table + " -->.*?<!-- end of " + table + " -->\n", Pattern.DOTALL);
        Matcher matcher = old.matcher(before);
        String after =
                matcher.find() ? matcher.replaceFirst(Matcher.quoteReplacement(section)) : before + "\n" + section;
        Files.writeString(file, after);
        System.out.println(text);
    }
}
