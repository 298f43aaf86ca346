package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.result.RunResult.BlockEntry;

/** A phase in a variant. */
record Scope(String phase, String variant) {
    static Scope of(BlockEntry entry) {
        return new Scope(entry.phase(), entry.variant());
    }

    @Override
    public String toString() {
        return variant.isEmpty() ? phase : phase + "[" + variant + "]";
    }
}
