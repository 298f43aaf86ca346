package dev.loadtest.bench;

/**
 * A line of the cost table.
 *
 * @param bound what it should be within
 */
record Figure(String what, String seen, String bound, boolean within) {

    String row() {
        return "| " + what + " | " + seen + " | " + bound + " | " + (within ? "yes" : "**no**") + " |\n";
    }
}
