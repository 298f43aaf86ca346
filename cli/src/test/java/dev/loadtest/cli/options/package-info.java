/**
 * End-to-end tests of each manifest option: from its YAML, over real sockets to a recording target, to the results.
 *
 * <p>More than 25 classes: one for each group of options, over the same recording target.
 */
@NullMarked
package dev.loadtest.cli.options;

import org.jspecify.annotations.NullMarked;
