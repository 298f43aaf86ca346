/** The load generator: a Vert.x event loop per worker, and what its process reads of its own health and keeps on disk. */
@NullMarked
package dev.loadtest.worker;

import org.jspecify.annotations.NullMarked;
