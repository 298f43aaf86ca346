/** Where a manifest's files come from, pinned by name, size and content. */
@NullMarked
package dev.loadtest.crds.files;

import org.jspecify.annotations.NullMarked;
