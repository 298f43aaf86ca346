/** Semantic rules of a well-formed manifest: names, references, shapes, limits. */
@NullMarked
package dev.loadtest.crds.validation;

import org.jspecify.annotations.NullMarked;
