/** The scripts of the recipes, run with stand-ins for the programs that they call. */
@NullMarked
package dev.loadtest.deploy;

import org.jspecify.annotations.NullMarked;
