/** Tests of drafts out of recordings. */
@NullMarked
package dev.loadtest.cli.draft.har;

import org.jspecify.annotations.NullMarked;
