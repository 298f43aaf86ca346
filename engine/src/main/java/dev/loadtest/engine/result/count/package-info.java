/** What became of requests, in whole numbers: counters that grow, and the counts that are shown, sent and kept. */
@NullMarked
package dev.loadtest.engine.result.count;

import org.jspecify.annotations.NullMarked;
