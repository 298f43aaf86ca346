/** The last lines of a run: verdict, numbers, thresholds, and what to read next. */
@NullMarked
package dev.loadtest.cli.display.summary;

import org.jspecify.annotations.NullMarked;
