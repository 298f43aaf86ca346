/** Drafts out of OpenAPI 3.0 and 3.1 documents. Pure: no I/O. */
@NullMarked
package dev.loadtest.cli.draft.openapi;

import org.jspecify.annotations.NullMarked;
