/** Generates the CRD and the manifest reference from the model, on the JDK of the tests. */
@NullMarked
package dev.loadtest.crds.generate;

import org.jspecify.annotations.NullMarked;
