/** Generates the CRD and the manifest reference from the model; runs on the JDK of the tests, which Maven's own may not be. */
@NullMarked
package dev.loadtest.crds.generate;

import org.jspecify.annotations.NullMarked;
