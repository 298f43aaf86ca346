/** Reads response bodies for the engine: content codings, JSON, regular expressions. Thread-safe, without I/O. */
@NullMarked
package dev.loadtest.worker.body;

import org.jspecify.annotations.NullMarked;
