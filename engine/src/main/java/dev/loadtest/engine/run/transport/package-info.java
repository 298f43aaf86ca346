/** The port {@code Transport} for sending requests, and causes of errors. */
@NullMarked
package dev.loadtest.engine.run.transport;

import org.jspecify.annotations.NullMarked;
