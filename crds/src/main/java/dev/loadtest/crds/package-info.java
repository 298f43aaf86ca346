@NullMarked
package dev.loadtest.crds;

import org.jspecify.annotations.NullMarked;
