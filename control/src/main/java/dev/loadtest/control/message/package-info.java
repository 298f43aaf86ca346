/** The messages of the versioned protocol between a coordinator and workers in other processes, and their JSON. */
@NullMarked
package dev.loadtest.control.message;

import org.jspecify.annotations.NullMarked;
