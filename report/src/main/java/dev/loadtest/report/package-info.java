/** What is written of a run's result: results.json, junit.xml, report.html, and the live page. */
@NullMarked
package dev.loadtest.report;

import org.jspecify.annotations.NullMarked;
