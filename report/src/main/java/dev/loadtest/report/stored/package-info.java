/** Reading of {@code results.json}, which may come from anywhere. */
@NullMarked
package dev.loadtest.report.stored;

import org.jspecify.annotations.NullMarked;
