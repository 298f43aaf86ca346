/** Single requests of a run, made again from the plan and the seed. */
@NullMarked
package dev.loadtest.engine.run.replay;

import org.jspecify.annotations.NullMarked;
