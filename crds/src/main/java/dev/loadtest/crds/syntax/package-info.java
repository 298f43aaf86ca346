/** The small languages inside the manifest's strings; each reader throws IllegalArgumentException with a sentence for the user. */
@NullMarked
package dev.loadtest.crds.syntax;

import org.jspecify.annotations.NullMarked;
