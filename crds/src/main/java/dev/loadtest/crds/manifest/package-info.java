/** From YAML to the model, with all problems of form at once. */
@NullMarked
package dev.loadtest.crds.manifest;

import org.jspecify.annotations.NullMarked;
