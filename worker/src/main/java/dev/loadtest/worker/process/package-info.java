/** A worker as a process of its own: its control API, its metrics, what it finds mounted, and how it ends. */
@NullMarked
package dev.loadtest.worker.process;

import org.jspecify.annotations.NullMarked;
