/** Parts of a phase's requests with counts and response times of their own, for comparing two runs. */
@NullMarked
package dev.loadtest.engine.result.block;

import org.jspecify.annotations.NullMarked;
