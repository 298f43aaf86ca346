package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.run.transport.Transport;

/** Observes the calls between the engine and its ports, for comparison with the engine's own books. */
interface Watch {
    Watch NONE = new Watch() {};

    default Transport transport(Transport transport) {
        return transport;
    }

    default Worker worker(Worker worker) {
        return worker;
    }
}
