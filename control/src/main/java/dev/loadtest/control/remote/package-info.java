/** The coordinator's end of the protocol: a worker in another process, on the loop of its run. */
@NullMarked
package dev.loadtest.control.remote;

import org.jspecify.annotations.NullMarked;
