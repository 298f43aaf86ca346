@NullMarked
package dev.loadtest.operator.report;

import org.jspecify.annotations.NullMarked;
