/** Pages about two runs. */
@NullMarked
package dev.loadtest.report.compare;

import org.jspecify.annotations.NullMarked;
