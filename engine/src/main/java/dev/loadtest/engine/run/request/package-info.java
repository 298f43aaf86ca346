/** Requests as sent: templates with drawn values, encoded and measured. Independent of workers and time. */
@NullMarked
package dev.loadtest.engine.run.request;

import org.jspecify.annotations.NullMarked;
