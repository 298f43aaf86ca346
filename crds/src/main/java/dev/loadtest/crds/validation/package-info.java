/** What a well-formed manifest may still get wrong: names, references, shapes, limits. */
@NullMarked
package dev.loadtest.crds.validation;

import org.jspecify.annotations.NullMarked;
