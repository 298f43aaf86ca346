/** Settings from the chart: images, limits, targets. */
@NullMarked
package dev.loadtest.operator.settings;

import org.jspecify.annotations.NullMarked;
