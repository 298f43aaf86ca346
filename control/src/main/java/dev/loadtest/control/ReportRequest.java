package dev.loadtest.control;

import java.time.Duration;

/**
 * What {@code Worker.report} asks for.
 *
 * @param patience how long nothing may happen until it is answered all the same
 */
public record ReportRequest(Caller caller, long sinceRevision, long second, Duration patience) {}
