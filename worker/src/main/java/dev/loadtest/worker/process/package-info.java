/** A worker process: control API, metrics, mounted files, exit. */
@NullMarked
package dev.loadtest.worker.process;

import org.jspecify.annotations.NullMarked;
