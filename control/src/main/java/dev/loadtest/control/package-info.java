/** The versioned protocol between a coordinator and workers in other processes: its JSON, and the coordinator's end of it. */
@NullMarked
package dev.loadtest.control;

import org.jspecify.annotations.NullMarked;
