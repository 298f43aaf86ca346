package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;

/** Key of a case's counters: request name and kind. */
public record TallyKey(String request, Kind kind) {}
