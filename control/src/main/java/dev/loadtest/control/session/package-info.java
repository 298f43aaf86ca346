/** The worker's end of the protocol: one run in the life of a process. */
@NullMarked
package dev.loadtest.control.session;

import org.jspecify.annotations.NullMarked;
