package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;

/** What a case's requests are told apart by. */
public record TallyKey(String request, Kind kind) {}
