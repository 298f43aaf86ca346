/** Drafts out of HAR 1.2 recordings, as browsers save them. Pure: no I/O. */
@NullMarked
package dev.loadtest.cli.draft.har;

import org.jspecify.annotations.NullMarked;
