/**
 * How a connection comes about: addresses and the policy over them, names, time limits, TLS, and how its failures are worded.
 * Confined to the worker's event loop.
 */
@NullMarked
package dev.loadtest.worker.http.dial;

import org.jspecify.annotations.NullMarked;
