/** From YAML to the model: everything that is wrong with a document's form, at once. */
@NullMarked
package dev.loadtest.crds.manifest;

import org.jspecify.annotations.NullMarked;
