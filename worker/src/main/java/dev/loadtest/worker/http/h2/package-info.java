/**
 * HTTP/2 by a client of our own on a Netty channel: a permit is a stream of a connection. Confined to the worker's event loop.
 */
@NullMarked
package dev.loadtest.worker.http.h2;

import org.jspecify.annotations.NullMarked;
