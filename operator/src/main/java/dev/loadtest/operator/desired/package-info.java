/** One class for each object of a run in the cluster; pure code. */
@NullMarked
package dev.loadtest.operator.desired;

import org.jspecify.annotations.NullMarked;
