/** Files of a manifest, identified by name, size and content. */
@NullMarked
package dev.loadtest.crds.files;

import org.jspecify.annotations.NullMarked;
