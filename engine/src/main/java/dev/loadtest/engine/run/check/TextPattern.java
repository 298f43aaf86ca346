package dev.loadtest.engine.run.check;

import org.jspecify.annotations.Nullable;

/** A compiled regular expression whose time to match is linear in the text. Thread-safe. */
public interface TextPattern {

    /** Bytes of a text that it searches at most: a hostile body costs no more, however large the expression is. */
    int reach();

    /** Whether it matches the whole text; never a text that is longer than its reach. */
    boolean matches(String text);

    /** Whether it matches anything in a text of UTF-8. */
    boolean isIn(byte[] text);

    /** The first group of its first match; null without a match, or where the group took no part in it. */
    @Nullable
    String firstGroup(byte[] text);

    /** Compiles regular expressions of RE2's syntax. */
    @FunctionalInterface
    interface Compiler {

        /** @throws IllegalArgumentException if it is none; validation refuses such plans before */
        TextPattern compile(String regex);
    }
}
