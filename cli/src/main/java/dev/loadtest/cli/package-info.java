/** The command line: commands, options, local workers, signals and output files. */
@NullMarked
package dev.loadtest.cli;

import org.jspecify.annotations.NullMarked;
