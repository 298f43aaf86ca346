/**
 * The workers of one run as their coordinator sees them: the port {@code Worker}, a link that polls one of them and estimates its
 * clock's offset, and the set of all links.
 */
@NullMarked
package dev.loadtest.engine.coordinate.workers;

import org.jspecify.annotations.NullMarked;
