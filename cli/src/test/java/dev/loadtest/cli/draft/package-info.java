/** Tests of drafts of manifests. */
@NullMarked
package dev.loadtest.cli.draft;

import org.jspecify.annotations.NullMarked;
