package dev.loadtest.control.message;

import java.time.Duration;

/**
 * Arguments of {@code Worker.report}.
 *
 * @param patience time after which an answer is due even without news
 */
public record ReportRequest(Caller caller, long sinceRevision, long second, Duration patience) {}
