package dev.loadtest.worker.process;

import dev.loadtest.worker.http.dial.AddressPolicy;

/** The worker's process as it is, but that it may aim at loopback, which a pod never may. */
final class LoopbackWorkerMain {
    private LoopbackWorkerMain() {}

    public static void main(String[] args) {
        Runtime.getRuntime()
                .exit(WorkerMain.run(System.getenv(), settings -> AddressPolicy.ALLOW_ALL)
                        .code());
    }
}
