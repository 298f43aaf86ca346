/** Tests of the command line. */
@NullMarked
package dev.loadtest.cli;

import org.jspecify.annotations.NullMarked;
