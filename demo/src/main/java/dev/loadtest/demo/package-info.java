/**
 * A small plot service to aim load tests at: every latency and failure is simulated and settable, every answer is a
 * function of what was sent, and the service counts what it answered.
 *
 * <p>All state belongs to one event loop; nothing in it is locked, and nothing on it may block.
 */
@NullMarked
package dev.loadtest.demo;

import org.jspecify.annotations.NullMarked;
