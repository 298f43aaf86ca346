/** What the command line prints: the terminal, live lines, and the summary of a run. */
@NullMarked
package dev.loadtest.cli.display;

import org.jspecify.annotations.NullMarked;
