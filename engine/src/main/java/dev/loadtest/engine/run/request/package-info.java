/** Requests as they are sent: templates rendered with drawn values, encoded and measured. Knows no worker and no time. */
@NullMarked
package dev.loadtest.engine.run.request;

import org.jspecify.annotations.NullMarked;
