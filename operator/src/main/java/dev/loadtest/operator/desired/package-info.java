/** One class per object that a run needs in the cluster; pure code. */
@NullMarked
package dev.loadtest.operator.desired;

import org.jspecify.annotations.NullMarked;
