/**
 * Requests for OAuth2 tokens, by vertx-web-client as it comes: they are few, in no books, and their time is not measured. Knows
 * {@code dial} and {@code message}, so that the same rules of addresses and TLS hold.
 */
@NullMarked
package dev.loadtest.worker.http.token;

import org.jspecify.annotations.NullMarked;
