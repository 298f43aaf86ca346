package dev.loadtest.cli.log;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code --out}: {@code jsonl=FILE[,every=N][,max=SIZE]}.
 *
 * @param file as the user gave it
 * @param every of the units with index k, those whose k is a multiple of it are logged; at least 1
 * @param maxBytes size that the file does not exceed
 */
public record LogTarget(Path file, long every, long maxBytes) {
    private static final String FORM = "jsonl=FILE, and after it ,every=N and ,max=SIZE";
    private static final Pattern OPTION = Pattern.compile(",([A-Za-z]+)=([^,]*)$");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(KiB|MiB|GiB)");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,11}");
    private static final long DEFAULT_MAX = 1L << 30;
    private static final long MIN_MAX = 1L << 10;
    private static final int STEP = 10;

    /**
     * Reads the value of the option.
     *
     * @throws IllegalArgumentException if it has another form; the message says which is meant
     */
    public static LogTarget parse(String value) {
        if (!value.startsWith("jsonl=")) {
            throw new IllegalArgumentException("\"" + value + "\" is not " + FORM);
        }
        String rest = value.substring("jsonl=".length());
        long every = 1;
        long max = DEFAULT_MAX;
        for (Matcher option = OPTION.matcher(rest); option.find(); option = OPTION.matcher(rest)) {
            switch (option.group(1)) {
                case "every" -> every = every(option.group(2));
                case "max" -> max = size(option.group(2));
                default ->
                    throw new IllegalArgumentException(
                            "\"" + option.group(1) + "\" is neither every nor max; write " + FORM);
            }
            rest = rest.substring(0, option.start());
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("the name of the file is missing; write " + FORM);
        }
        if (rest.equals("-")) {
            throw new IllegalArgumentException(
                    "jsonl=- is not possible: standard output has the cases and the summary; name a file or a pipe");
        }
        return new LogTarget(Path.of(rest), every, max);
    }

    private static long every(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("every=" + text + " is not a number from 1 on");
        }
        return Long.parseLong(text);
    }

    private static long size(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("max=" + text + " is not a size such as 200MiB or 2GiB");
        }
        int steps = "kmg".indexOf(size.group(2).toLowerCase(Locale.ROOT).charAt(0)) + 1;
        long bytes = Long.parseLong(size.group(1));
        // Beyond any disk; a shift must not wrap around.
        if (bytes == 0 || bytes > Long.MAX_VALUE >> (STEP * steps)) {
            throw new IllegalArgumentException("max=" + text + " is not between 1KiB and the size of a disk");
        }
        return Math.max(MIN_MAX, bytes << (STEP * steps));
    }
}
