/** HTTP/2 by vertx-web-client: a permit is a stream of a connection. Confined to the worker's event loop. */
@NullMarked
package dev.loadtest.worker.http.h2;

import org.jspecify.annotations.NullMarked;
