/** Ids of the traces of requests, in the form of W3C Trace Context. */
@NullMarked
package dev.loadtest.engine.run.trace;

import org.jspecify.annotations.NullMarked;
