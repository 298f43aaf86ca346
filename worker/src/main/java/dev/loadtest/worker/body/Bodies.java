package dev.loadtest.worker.body;

import dev.loadtest.engine.run.check.BodyReaders;

/** The engine's readers of bodies. */
public final class Bodies {
    private Bodies() {}

    public static BodyReaders readers() {
        return new BodyReaders(new JacksonValues(), JacksonScan::of, Re2Pattern::compile, new HttpCodings());
    }
}
