@NullMarked
package dev.loadtest.report;

import org.jspecify.annotations.NullMarked;
