@NullMarked
package dev.loadtest.worker;

import org.jspecify.annotations.NullMarked;
