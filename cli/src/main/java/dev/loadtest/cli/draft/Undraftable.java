package dev.loadtest.cli.draft;

/** Something that no manifest can be made of; the message says why. */
public final class Undraftable extends Exception {
    private static final long serialVersionUID = 1;

    public Undraftable(String why) {
        super(why, null, false, false);
    }
}
