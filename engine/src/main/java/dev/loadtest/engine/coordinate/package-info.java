/** What one run does over many workers: barriers, pause, stop, drain, loss; confined to the coordinator's one loop. */
@NullMarked
package dev.loadtest.engine.coordinate;

import org.jspecify.annotations.NullMarked;
