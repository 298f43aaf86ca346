/** The LoadTest resource as users write and read it; the CRD and the manifest reference are generated from these classes. */
@NullMarked
package dev.loadtest.crds.model;

import org.jspecify.annotations.NullMarked;
