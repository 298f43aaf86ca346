/**
 * The LoadTest resource as users write and read it; the CRD and the manifest reference are generated from these classes. Knows no
 * other package of this project.
 *
 * <p>More than 25 classes: one for each object of the manifest, with its descriptions and bounds, and no behaviour.
 */
@NullMarked
package dev.loadtest.crds.model;

import org.jspecify.annotations.NullMarked;
