/** Single requests of a run, handed out as they end. */
@NullMarked
package dev.loadtest.engine.run.log;

import org.jspecify.annotations.NullMarked;
