/** The port {@code Transport}, through which requests go out, its causes of errors, and what a response is checked for. */
@NullMarked
package dev.loadtest.engine.run.transport;

import org.jspecify.annotations.NullMarked;
