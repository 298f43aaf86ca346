/** The run over time: counts and response times by stretches of seconds, in total and by phase and request. */
@NullMarked
package dev.loadtest.engine.result.timeline;

import org.jspecify.annotations.NullMarked;
