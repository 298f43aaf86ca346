/** The versioned protocol between a coordinator and workers in other processes: JSON and the coordinator's end. */
@NullMarked
package dev.loadtest.control;

import org.jspecify.annotations.NullMarked;
