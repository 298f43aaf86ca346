/** The folder of a run's results. */
@NullMarked
package dev.loadtest.cli.output;

import org.jspecify.annotations.NullMarked;
