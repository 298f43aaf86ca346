/**
 * What both versions of HTTP share: requests and their rules, redirects, uploads, and the reader of responses. Confined to the
 * worker's event loop.
 */
@NullMarked
package dev.loadtest.worker.http.message;

import org.jspecify.annotations.NullMarked;
