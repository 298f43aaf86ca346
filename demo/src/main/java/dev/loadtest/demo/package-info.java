/**
 * A small plot service as a target of load tests. Latencies and failures are simulated and can be set, every answer is
 * a function of its request, and the service counts its answers.
 *
 * <p>All state is confined to one event loop: no locks, and no blocking calls on it.
 */
@NullMarked
package dev.loadtest.demo;

import org.jspecify.annotations.NullMarked;
