package dev.loadtest.worker.body;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.loadtest.engine.run.check.TextPattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of RE2/J. Bodies are matched as UTF-8, without decoding them.
 *
 * <p>Matching is linear in the text, and for each byte in the size of the compiled expression: their product is what is
 * bounded, to about a tenth of a second.
 */
record Re2Pattern(Pattern pattern, int reach) implements TextPattern {
    private static final int MAX_STEPS = 1 << 24;
    private static final int MAX_REACH = 1 << 20;

    /** @throws IllegalArgumentException if it does not compile */
    static TextPattern compile(String regex) {
        try {
            Pattern compiled = Pattern.compile(regex);
            return new Re2Pattern(compiled, Math.min(MAX_REACH, MAX_STEPS / compiled.programSize()));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public boolean matches(String text) {
        return text.length() <= reach && pattern.matches(text);
    }

    @Override
    public boolean isIn(byte[] text) {
        return pattern.matcher(reached(text)).find();
    }

    @Override
    public @Nullable String firstGroup(byte[] text) {
        Matcher matcher = pattern.matcher(reached(text));
        return matcher.find() ? matcher.group(1) : null;
    }

    private byte[] reached(byte[] text) {
        return text.length <= reach ? text : Arrays.copyOf(text, reach);
    }
}
