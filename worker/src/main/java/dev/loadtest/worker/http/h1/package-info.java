/** HTTP/1.1 by a client of our own on Netty channels: a permit is a connection. Confined to the worker's event loop. */
@NullMarked
package dev.loadtest.worker.http.h1;

import org.jspecify.annotations.NullMarked;
