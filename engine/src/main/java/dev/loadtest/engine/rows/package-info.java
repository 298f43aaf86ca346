/** Rows of CSV and JSON Lines files: their grammar, an index of where they begin, and reading them by number. */
@NullMarked
package dev.loadtest.engine.rows;

import org.jspecify.annotations.NullMarked;
