/** {@code ./loadtest compare}: two runs. */
@NullMarked
package dev.loadtest.cli.compare;

import org.jspecify.annotations.NullMarked;
