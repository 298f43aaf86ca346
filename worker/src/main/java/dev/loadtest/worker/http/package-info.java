/**
 * The engine's transport over HTTP. A common request takes a lean path, a Netty channel of our own; uploads, redirects
 * and HTTP/2 go through vertx-web-client. Both paths run on the worker's one event loop and share one set of permits, so
 * that nothing here is locked and never more connections are open than the target allows.
 */
@NullMarked
package dev.loadtest.worker.http;

import org.jspecify.annotations.NullMarked;
