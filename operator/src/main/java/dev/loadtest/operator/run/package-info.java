/** Coordinators beside the reconciler, which reads their snapshots and never waits. */
@NullMarked
package dev.loadtest.operator.run;

import org.jspecify.annotations.NullMarked;
