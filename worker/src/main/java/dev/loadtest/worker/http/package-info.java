/**
 * The engine's transport over HTTP, {@code VertxTransport}. Below, each package knows only those before it, and {@code h1} and
 * {@code h2} know nothing of each other:
 *
 * <ul>
 *   <li>{@code dial}: addresses and their policy, names, TLS, and what failed;
 *   <li>{@code message}: requests, redirects, uploads and the reading of responses;
 *   <li>{@code hpack}: header blocks of HTTP/2;
 *   <li>{@code h1}: HTTP/1.1, by a client of our own on a Netty channel;
 *   <li>{@code h2}: HTTP/2, likewise;
 *   <li>{@code token}: tokens for sign-in, by vertx-web-client.
 * </ul>
 *
 * <p>All of it runs on the worker's one event loop and its permits, so that nothing here is locked and never more connections are
 * open than the target allows.
 *
 * <p>More than 25 classes of tests: contracts, each over several ways to connect, and the servers that they need.
 */
@NullMarked
package dev.loadtest.worker.http;

import org.jspecify.annotations.NullMarked;
