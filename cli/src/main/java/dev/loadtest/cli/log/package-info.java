/** A file with one line for each request of a run. */
@NullMarked
package dev.loadtest.cli.log;

import org.jspecify.annotations.NullMarked;
