package dev.loadtest.engine.plan;

import java.util.Collection;

/** What a misspelt name was probably meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /** Such as {@code " (did you mean \"draw-valid\"?)"}, or empty where nothing is near. */
    public static String didYouMean(String wrong, Collection<String> names) {
        throw new UnsupportedOperationException(wrong);
    }
}
