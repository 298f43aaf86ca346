/** The only writer of status, and events. */
@NullMarked
package dev.loadtest.operator.report;

import org.jspecify.annotations.NullMarked;
