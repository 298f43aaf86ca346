package dev.loadtest.cli.draft;

/** A source of which no manifest can be made; the message says why. */
public final class Undraftable extends Exception {
    private static final long serialVersionUID = 1;

    public Undraftable(String why) {
        super(why, null, false, false);
    }
}
