/** Tests of drafts out of OpenAPI documents. */
@NullMarked
package dev.loadtest.cli.draft.openapi;

import org.jspecify.annotations.NullMarked;
