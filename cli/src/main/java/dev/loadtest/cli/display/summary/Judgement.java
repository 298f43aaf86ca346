package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Colour;

/**
 * A threshold or a limit in the summary.
 *
 * @param label its result
 * @param colour of the label
 * @param text what comes after it
 */
record Judgement(String label, Colour colour, String text) {}
