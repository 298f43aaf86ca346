/** Public ports, bounded in connections, size and time. */
@NullMarked
package dev.loadtest.control.serve;

import org.jspecify.annotations.NullMarked;
