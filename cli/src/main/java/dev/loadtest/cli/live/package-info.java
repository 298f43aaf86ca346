/** {@code run --live}: a page on loopback that shows a run while it goes on. */
@NullMarked
package dev.loadtest.cli.live;

import org.jspecify.annotations.NullMarked;
