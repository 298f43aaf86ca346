/** HPACK (RFC 7541): compressed header blocks, read for responses and written for requests. */
@NullMarked
package dev.loadtest.worker.http.hpack;

import org.jspecify.annotations.NullMarked;
