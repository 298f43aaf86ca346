/**
 * Measurements of the load generator itself: each is a ratio within one run, because machines differ.
 *
 * <p>More than 25 classes: each table of the results is one small program of its own over shared neighbours, cores and processes;
 * nothing outside calls them.
 */
@NullMarked
package dev.loadtest.bench;

import org.jspecify.annotations.NullMarked;
