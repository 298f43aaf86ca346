@NullMarked
package dev.loadtest.cli.live;

import org.jspecify.annotations.NullMarked;
