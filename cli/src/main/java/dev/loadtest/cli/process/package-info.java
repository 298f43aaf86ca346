/** The process: its signals and exit statuses. */
@NullMarked
package dev.loadtest.cli.process;

import org.jspecify.annotations.NullMarked;
