/**
 * Parsers of the small languages in manifest strings; each throws IllegalArgumentException with a sentence for the
 * user.
 */
@NullMarked
package dev.loadtest.crds.syntax;

import org.jspecify.annotations.NullMarked;
