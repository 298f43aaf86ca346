package dev.loadtest.cli.display;

/** Colours of a terminal. */
public enum Colour {
    GREEN("\u001B[32m"),
    YELLOW("\u001B[33m"),
    RED("\u001B[31m"),
    BOLD_RED("\u001B[1;31m");

    private static final String RESET = "\u001B[0m";

    private final String begin;

    Colour(String begin) {
        this.begin = begin;
    }

    /** The text in this colour where colours may be used. */
    public String of(String text, boolean allowed) {
        return allowed ? begin + text + RESET : text;
    }
}
