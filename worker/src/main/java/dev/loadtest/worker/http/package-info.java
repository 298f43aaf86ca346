/**
 * The engine's transport over HTTP. HTTP/1.1 is spoken by a client of our own on a Netty channel ({@code Http1*}), HTTP/2 by
 * vertx-web-client ({@code Web*}, {@code Http2*}). Both run on the worker's one event loop and its permits, so that nothing
 * here is locked and never more connections are open than the target allows.
 */
@NullMarked
package dev.loadtest.worker.http;

import org.jspecify.annotations.NullMarked;
