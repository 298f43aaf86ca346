/** How commands explain themselves: help, wrong arguments, completion in shells. */
@NullMarked
package dev.loadtest.cli.usage;

import org.jspecify.annotations.NullMarked;
