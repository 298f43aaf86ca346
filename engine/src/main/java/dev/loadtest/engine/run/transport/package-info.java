/** The port {@code Transport} for sending requests, error causes, and the checking of responses. */
@NullMarked
package dev.loadtest.engine.run.transport;

import org.jspecify.annotations.NullMarked;
