/** The LoadTest resource: reading, validating and compiling manifests. */
@NullMarked
package dev.loadtest.crds;

import org.jspecify.annotations.NullMarked;
