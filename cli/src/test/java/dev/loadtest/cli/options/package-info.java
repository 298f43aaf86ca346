/** End-to-end tests of each manifest option: from its YAML, over real sockets to a recording target, to the results. */
@NullMarked
package dev.loadtest.cli.options;

import org.jspecify.annotations.NullMarked;
