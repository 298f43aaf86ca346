/** Tests of the log of requests. */
@NullMarked
package dev.loadtest.cli.log;

import org.jspecify.annotations.NullMarked;
