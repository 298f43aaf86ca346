package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.run.transport.Transport;

/** Stands between the engine and its ports and looks on, so that what the engine says of itself can be held against it. */
interface Watch {
    Watch NONE = new Watch() {};

    default Transport transport(Transport transport) {
        return transport;
    }

    default Worker worker(Worker worker) {
        return worker;
    }
}
