package dev.loadtest.worker.body;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.loadtest.engine.run.check.TextPattern;
import org.jspecify.annotations.Nullable;

/** A regular expression of RE2/J, which matches in linear time. Bodies are matched as UTF-8, without decoding them. */
record Re2Pattern(Pattern pattern) implements TextPattern {

    /** @throws IllegalArgumentException if it does not compile */
    static TextPattern compile(String regex) {
        return new Re2Pattern(Pattern.compile(regex));
    }

    @Override
    public boolean matches(String text) {
        return pattern.matches(text);
    }

    @Override
    public boolean isIn(byte[] text) {
        return pattern.matcher(text).find();
    }

    @Override
    public @Nullable String firstGroup(byte[] text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
