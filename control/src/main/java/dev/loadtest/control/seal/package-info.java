/** Keys, seals and replay protection of the protocol between a coordinator and workers in other processes. */
@NullMarked
package dev.loadtest.control.seal;

import org.jspecify.annotations.NullMarked;
