/** The load generator: one Vert.x event loop for each worker, health readings of its process, and samples on disk. */
@NullMarked
package dev.loadtest.worker;

import org.jspecify.annotations.NullMarked;
