/** Metrics of operator and workers in Prometheus' formats. */
@NullMarked
package dev.loadtest.control.metrics;

import org.jspecify.annotations.NullMarked;
