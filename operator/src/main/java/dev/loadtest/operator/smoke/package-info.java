/** {@code helm test}: one LoadTest against the operator's own health, from a pod of the chart. */
@NullMarked
package dev.loadtest.operator.smoke;

import org.jspecify.annotations.NullMarked;
