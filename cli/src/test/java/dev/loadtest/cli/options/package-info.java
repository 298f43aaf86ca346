/** Each option of a manifest, the whole way: from its text over real sockets to a recording target and the results. */
@NullMarked
package dev.loadtest.cli.options;

import org.jspecify.annotations.NullMarked;
